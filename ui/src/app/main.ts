import { mount } from "svelte";
import App from "./App.svelte";
import "./tokens.css";
import "./base.css";
import { wear } from "./theme";

const root = document.getElementById("app");
if (root === null) throw new Error("The page has no place for the app.");

// Before the first picture, so that a dark window never flashes light; what the person prefers follows.
wear("system");

export default mount(App, { target: root });
