// plugin.mjs → a component: node build.mjs WORLD OUTPUT. Only HTTP is left in the engine, which goes through the host's gate.
import { componentize } from "@bytecodealliance/componentize-js";
import { writeFile } from "node:fs/promises";

const [worldName, output] = process.argv.slice(2);
const disableFeatures = ["random", "stdio", "clocks", "fetch-event"];
const { component } = await componentize({ sourcePath: "plugin.mjs", witPath: "wit", worldName, disableFeatures });
await writeFile(output, component);
