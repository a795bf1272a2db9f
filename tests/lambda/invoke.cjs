// Plays the runtime: `node invoke.cjs <bundle> <seconds>`, events on stdin, outcomes on descriptor 3.
const { readFileSync, writeSync } = require('node:fs');

const [, , bundle, seconds] = process.argv;
const { handler } = require(bundle);

async function invoke(event, number) {
  const end = performance.now() + Number(seconds) * 1000;
  const context = {
    awsRequestId: `request-${number}`,
    functionName: 'recompra',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:recompra',
    memoryLimitInMB: '1024',
    getRemainingTimeInMillis: () => end - performance.now(),
  };
  try {
    return { report: await handler(event, context) };
  } catch (error) {
    return { failure: { ...error, name: error.name, message: error.message } };
  }
}

async function main() {
  const outcomes = [];
  for (const event of JSON.parse(readFileSync(0, 'utf8'))) outcomes.push(await invoke(event, outcomes.length + 1));
  writeSync(3, JSON.stringify(outcomes));
}

void main();
