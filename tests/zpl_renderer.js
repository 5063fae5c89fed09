// Labels in ZPL on standard input, a JSON object a line; their pictures on standard output.
"use strict";
globalThis.crypto ??= require("node:crypto").webcrypto; // Node 18 keeps it in its module
const { ready } = require(process.argv[2]);

(async () => {
  const { api } = await ready;
  const lines = require("node:readline").createInterface({ input: process.stdin });
  for await (const line of lines) {
    const { zpl, width, height, dpmm } = JSON.parse(line);
    let answer;
    try {
      answer = { pictures: await api.zplToBase64MultipleAsync(zpl, width, height, dpmm) };
    } catch (error) {
      answer = { error: String(error) };
    }
    process.stdout.write(JSON.stringify(answer) + "\n");
  }
  process.exit(0);
})();
