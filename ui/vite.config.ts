import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [svelte()],
  clearScreen: false,
  // The fonts lie in ../assets, outside this folder.
  server: { host: "127.0.0.1", port: 5173, strictPort: true, fs: { allow: [".."] } },
  // The page's policy allows no inline script and no data: font, so nothing is inlined.
  build: { target: "safari16", assetsInlineLimit: 0, modulePreload: { polyfill: false } },
});
