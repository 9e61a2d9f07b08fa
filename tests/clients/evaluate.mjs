// Runs models through node-llama-cpp, on one backend, and leaves what they say for comparison with another backend's.
//
//   evaluate.mjs PACKAGES cpu|cuda FOLDER CASE…
//
// PACKAGES is the folder node_modules. CASE is MODEL:ATTENTION:BATCH, as in q4_k:flash:64; the model is FOLDER/MODEL.gguf, the attention
// `flash` or `plain`, and the batch the number of tokens evaluated at a time. A model whose name starts with `peaked` answers greedily:
// `tokens CASE ID…` is printed, and `text CASE STRING`, as JSON. Any other is fed a fixed text, and FOLDER/CASE.BACKEND gets its logits at each position, as little-endian
// float32. Each is timed, as a whole and, where tokens are evaluated one at a time, for one of them (`step CASE MILLISECONDS`), and `graphs CASE N` says how many times the CUDA backend launched a graph that it had captured before. The last
// line is `done`.
import {createRequire} from "node:module";
import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {pathToFileURL} from "node:url";

const [packages, backend, folder, ...cases] = process.argv.slice(2);
const entry = createRequire(join(packages, "x.js")).resolve("node-llama-cpp");
const {getLlama, LlamaLogLevel} = await import(pathToFileURL(entry));

const VOCABULARY = 259;
const BEGIN = 1;
// One batch of 64; of one or two tokens several, of which the later ones run a captured graph.
const POSITIONS = {1: 6, 2: 6, 64: 64};
const ANSWER = 12;
const STEPS = 24;

const cuda = backend === "cuda";
let reused = 0;
const llama = await getLlama({
    gpu: cuda ? "cuda" : false, build: "never", maxThreads: 1, logLevel: LlamaLogLevel.debug,
    logger(level, message) {
        if (/CUDA Graph id \d+ reused/.test(message)) reused++;
        else if (["fatal", "error"].includes(level) || /offloaded/.test(message)) console.error(message.trimEnd());
    },
});
if (cuda) console.log("device", (await llama.getGpuDeviceNames()).join(", "));

const text = Array.from({length: 64}, (_, i) => (i === 0 ? BEGIN : 3 + ((i * i * 31 + i * 7) % 256)));

async function logits(sequence, count) {
    const wanted = {generateNext: {logits: true}};
    const outputs = await sequence.controlledEvaluate(text.slice(0, count).map((token) => [token, wanted]));
    const values = new Float32Array(count * VOCABULARY);
    outputs.forEach(({next}, position) => {
        if (next.logits.size !== VOCABULARY) throw new Error(`${next.logits.size} logits at ${position}`);
        for (const [token, value] of next.logits) values[position * VOCABULARY + token] = value;
    });
    return values;
}

async function answer(sequence, count) {
    const tokens = [];
    for await (const token of sequence.evaluate(text.slice(0, count), {temperature: 0})) {
        tokens.push(token);
        if (tokens.length === ANSWER) break;
    }
    return tokens;
}

for (const name of cases) {
    const [file, attention, batch] = name.split(":");
    const model = await llama.loadModel({modelPath: join(folder, `${file}.gguf`), gpuLayers: cuda ? "max" : 0});
    const context = await model.createContext({
        contextSize: 128, batchSize: Number(batch), flashAttention: attention === "flash", threads: 1,
    });
    const sequence = context.getSequence();
    reused = 0;
    console.log("start", name);
    const start = performance.now();
    if (file.startsWith("peaked")) {
        const tokens = await answer(sequence, POSITIONS[batch]);
        console.log("tokens", name, tokens.join(" "));
        console.log("text", name, JSON.stringify(model.detokenize(tokens)));
    } else {
        const values = await logits(sequence, POSITIONS[batch]);
        writeFileSync(join(folder, `${name}.${backend}`), Buffer.from(values.buffer));
    }
    console.log("graphs", name, reused);
    console.log("end", name, `${Math.round(performance.now() - start)} ms`);
    if (batch === "1") {
        // What a token takes once everything has been compiled: the least of several.
        let [least, count, last] = [Infinity, 0, performance.now()];
        for await (const _ of sequence.evaluate([text[1]], {temperature: 0})) {
            const now = performance.now();
            [least, last] = [Math.min(least, now - last), now];
            if (++count === STEPS) break;
        }
        console.log("step", name, least.toFixed(3));
    }
    await context.dispose();
    await model.dispose();
}
console.log("done");
process.exit(0);
