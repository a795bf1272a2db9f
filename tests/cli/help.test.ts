import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CONFIG_EXAMPLE } from '../../src/cli/commands/config';
import type { OptionDefinition } from '../../src/cli/frame/options';
import { OPTIONS } from '../../src/cli/frame/options';
import { RECURRENCE_KEYS, RECURRENCE_PRESET_NAMES } from '../../src/cli/frame/recurrence-keys';
import { loadSettings } from '../../src/config/load-settings';
import { RECURRENCE_PRESETS, recurrenceSchema } from '../../src/config/settings';
import { temporaryFolder } from '../storage/temporary-folder';
import { recompra } from './recompra';

/** Lines of a terminal that many people leave as large as it comes up; wider lines are wrapped at 80 here. */
const SCREEN = 40;

test.each(['run', 'etl', 'clean', 'train', 'evaluate', 'predict', 'review', 'doctor', 'config'])(
  '%s --help fits a screen, what is required first',
  async (command) => {
    const { stdout } = await recompra([command, '--help']);
    expect(stdout.trimEnd().split('\n').length).toBeLessThanOrEqual(SCREEN);
    const unless = { etl: ', unless --explain', clean: ', unless --task', predict: ', unless --bucket' }[command] ?? '';
    if (!['doctor', 'config'].includes(command))
      expect(stdout).toMatch(new RegExp(`^Required${unless}:\n .*<path>`, 'm'));
    expect(stdout).toContain(`recompra ${command} --help-all`);
  },
);

test('--help-all has every option and every key of --recurrence', async () => {
  const { code, stdout } = await recompra(['run', '--help-all']);
  expect(code).toBe(0);
  for (const flag of ['--s3-checksums', '--skip-lines', '--work-dir', '--seed']) expect(stdout).toContain(`${flag} `);
  for (const { name, values = [] } of RECURRENCE_KEYS)
    expect(stdout).toContain(`${name.padEnd(13)}  ${values.join(' | ')}`);
  expect((await recompra(['run', '--help'])).stdout).not.toContain('--s3-checksums');
});

test('the help tells the keys of the recurrence rule as the settings have them', () => {
  const standard = recurrenceSchema.parse({});
  expect(Object.fromEntries(RECURRENCE_KEYS.map((key) => [key.name, key.standard]))).toEqual(
    Object.fromEntries(Object.entries(standard).map(([name, value]) => [name, String(value)])),
  );
  for (const { name, values = [] } of RECURRENCE_KEYS) {
    for (const value of values) expect(recurrenceSchema.parse({ [name]: value })).toMatchObject({ [name]: value });
    if (values.length > 0)
      expect(recurrenceSchema.safeParse({ [name]: 'other' }).error?.issues[0]).toMatchObject({ values });
  }
  expect(Object.keys(RECURRENCE_PRESETS)).toEqual(RECURRENCE_PRESET_NAMES);
});

test('the defaults in the help are those of the settings', () => {
  const settings = loadSettings({ environment: {} });
  const definitions: OptionDefinition[] = Object.values(OPTIONS);
  const wrong = definitions.flatMap(({ flags, setting, standard }) => {
    const value = (setting ?? '').split('.').reduce<unknown>((part, name) => (part as never)?.[name], settings);
    // Switches, lists of words and whole rules have no single word for a default.
    if (typeof value !== 'string' && typeof value !== 'number') return [];
    return String(value) === standard ? [] : [`${flags}: ${standard}, not ${value}`];
  });
  expect(wrong).toEqual([]);
});

test('config --example prints a config file that is taken as it stands', async () => {
  const folder = temporaryFolder();
  const { code, stdout } = await recompra(['config', '--example'], { cwd: folder });
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual(CONFIG_EXAMPLE);
  const file = temporaryFolder({ 'recompra.config.json': stdout });
  const settings = loadSettings({ environment: {}, configFile: join(file, 'recompra.config.json') });
  expect(settings).toMatchObject(CONFIG_EXAMPLE);
});

test('config prints what holds here, variables and file put together', async () => {
  const folder = temporaryFolder({ 'recompra.config.json': '{"top": 5, "seed": 7}' });
  const { stdout } = await recompra(['config', '--json'], { cwd: folder, env: { RECOMPRA_TOP: '9' } });
  expect(JSON.parse(stdout)).toMatchObject({ top: 9, seed: 7, format: 'parquet' });
});

test('a wrong option, word or setting names the help of its command', async () => {
  for (const args of [
    ['etl', '--seed', '1'],
    ['etl', '--encoding', 'x'],
    ['etl'],
    ['etl', '-i', 'a', '-o', 'b', '--threads', 'x'],
  ])
    expect((await recompra(args)).stderr).toMatch(/what to do: .*recompra etl --help/);
});

test('a long list ends in how many more there are, and --json has them all', async () => {
  const unknown = Object.fromEntries(Array.from({ length: 320 }, (_, i) => [`setting${i}`, i]));
  const folder = temporaryFolder({ 'recompra.config.json': JSON.stringify(unknown) });
  const { code, stderr } = await recompra(['doctor'], { cwd: folder });
  expect(code).toBe(2);
  expect(stderr).toContain('and 296 more');
  expect(stderr.split('\n').length).toBeLessThan(40);
  const { error } = JSON.parse((await recompra(['doctor', '--json'], { cwd: folder })).stderr);
  expect(error.lines).toHaveLength(320);
});

test('errors are coloured where colour is asked for, and the text is the same', async () => {
  const plain = await recompra(['etl', '-o', 'x']);
  const coloured = await recompra(['etl', '-o', 'x'], { env: { FORCE_COLOR: '1' } });
  expect(plain.stderr).not.toContain('\u001b');
  expect(coloured.stderr).toContain('\u001b[31merror:');
});
