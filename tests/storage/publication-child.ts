import fs from 'node:fs';
import { settingsSchema } from '../../src/config/settings';
import { openPublication } from '../../src/publication/publication';

/**
 * Run as a process of its own: publishes run 2 into a folder and is killed before its n-th rename, on a file system
 * with or without hard links.
 */
async function publishUntilKilled(target: string, killBefore: number, links: boolean): Promise<void> {
  const { s3 } = settingsSchema.parse({});
  const publication = await openPublication({ target, workDir: target, s3 });
  for (const name of ['contactar.csv', 'model_fecha/model.json', 'revision.json'])
    fs.writeFileSync(publication.pathFor(name), '2');
  const { renameSync } = fs;
  let renames = 0;
  fs.renameSync = (from, to) => {
    renames += 1;
    if (renames === killBefore) process.kill(process.pid, 'SIGKILL');
    renameSync(from, to);
  };
  if (!links) {
    fs.linkSync = () => {
      throw new Error('no hard links here');
    };
  }
  await publication.publish({ command: 'run', run: 2 });
  process.stdout.write(`${renames} renames\n`);
}

void publishUntilKilled(process.argv[2]!, Number(process.argv[3]), process.argv[4] === 'links');
