// plugin.mjs → a component: node build.mjs OUTPUT. Nothing is left in the engine that reaches out: a window has no clock, chance, file or network.
import { componentize } from "@bytecodealliance/componentize-js";
import { writeFile } from "node:fs/promises";

const disableFeatures = ["random", "stdio", "clocks", "http", "fetch-event"];
const { component } = await componentize({ sourcePath: "plugin.mjs", witPath: "wit", worldName: "metric-plugin", disableFeatures });
await writeFile(process.argv[2], component);
