import { mount } from "svelte";
import App from "./App.svelte";
import "./tokens.css";
import "./base.css";

const root = document.getElementById("app");
if (root === null) throw new Error("The page has no place for the app.");

export default mount(App, { target: root });
