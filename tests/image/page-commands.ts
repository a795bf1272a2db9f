import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const ROOT = resolve(__dirname, '../..');

export interface PageCommands {
  /** Arguments of `docker build`. */
  build: string[];
  /** Arguments of `docker run`. */
  run: string[];
  curl: string;
}

/** The commands of the section on Lambda in docs/aws.md, as a user types them. */
export function pageCommands(): PageCommands {
  const section = readFileSync(join(ROOT, 'docs/aws.md'), 'utf8')
    .split('\n## ')
    .find((text) => text.startsWith('Lambda\n'))!;
  const lines = /```sh\n(.*?)```/s.exec(section)![1]!.replaceAll('\\\n', ' ').trim().split('\n');
  const [build, run, curl] = lines as [string, string, string];
  return { build: words(build, 'docker build'), run: words(run, 'docker run'), curl };
}

function words(line: string, command: string): string[] {
  if (!line.startsWith(`${command} `)) throw new Error(`expected ${command} … in docs/aws.md, found ${line}`);
  return line.slice(command.length).trim().split(/\s+/);
}
