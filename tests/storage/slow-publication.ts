import { once } from 'node:events';
import fs from 'node:fs';
import { settingsSchema } from '../../src/config/settings';
import { openPublication } from '../../src/publication/publication';

const RENAME_MS = 60;

/** Run as a process of its own: publishes files of one content, each rename taking its time, and sends how it ended. */
async function publishSlowly(target: string, content: string, names: string[]): Promise<void> {
  const { s3 } = settingsSchema.parse({});
  const { renameSync } = fs;
  fs.renameSync = (from, to) => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RENAME_MS);
    renameSync(from, to);
  };
  const publication = await openPublication({ target, workDir: target, s3 });
  // Both have begun before either ends.
  process.send!('begun');
  await once(process, 'message');
  for (const name of names) fs.writeFileSync(publication.pathFor(name), content);
  await publication.publish({ command: 'run', content });
}

const [target, content, ...names] = process.argv.slice(2) as [string, string, ...string[]];
publishSlowly(target, content, names).then(
  () => process.send!({ error: null }, () => process.disconnect()),
  (error: Error) => process.send!({ error: error.message }, () => process.disconnect()),
);
