import svelte from "eslint-plugin-svelte";
import { defineConfig } from "eslint/config";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

/** The folders of src/, lowest first. A folder imports from those before it, never from one after it. */
const LAYERS = ["ipc", "errors", "components", "session", "features", "app"];

const TAURI = {
  group: ["@tauri-apps/*"],
  message: "Only src/ipc talks to the shell; import its client.",
};

const SIBLING = {
  regex: "^\\.\\./(?!\\.\\.)",
  message: "A feature does not import another feature; what both need belongs in components or session.",
};

/** @type {(layer: string) => import("eslint").Linter.Config} */
const direction = (layer) => {
  const above = LAYERS.slice(LAYERS.indexOf(layer) + 1);
  const patterns = [];
  if (layer !== "ipc") patterns.push(TAURI);
  if (layer === "features") patterns.push(SIBLING);
  if (above.length > 0) {
    patterns.push({
      regex: `^(\\.\\./)+(${above.join("|")})(/|$)`,
      message: `Imports run one way: ${LAYERS.join(" ← ")}.`,
    });
  }
  return {
    files: [`src/${layer}/**/*.{ts,svelte}`],
    rules: patterns.length > 0 ? { "no-restricted-imports": ["error", { patterns }] } : {},
  };
};

export default defineConfig(
  { ignores: ["dist/", "src/ipc/generated/"] },
  ts.configs.strictTypeChecked,
  svelte.configs.recommended,
  {
    languageOptions: {
      parserOptions: { projectService: true, extraFileExtensions: [".svelte"] },
    },
    rules: {
      eqeqeq: "error",
      "no-console": "error",
      "svelte/no-at-html-tags": "error",
      // The page's policy refuses style attributes.
      "svelte/no-inline-styles": "error",
      "no-restricted-syntax": [
        "error",
        {
          selector: "CallExpression[callee.property.name='toFixed'], CallExpression[callee.property.name='toLocaleString']",
          message: "The page never formats a figure; the text to show comes with it.",
        },
      ],
    },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
  LAYERS.map(direction),
);
