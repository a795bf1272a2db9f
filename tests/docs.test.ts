import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { PAGE, tablesPage } from '../bench/tables-page';
import type { OptionDefinition } from '../src/cli/frame/options';
import { CSV_OPTIONS, OPTIONS } from '../src/cli/frame/options';
import { dateFormatFault } from '../src/config/date-format';
import { loadSettings } from '../src/config/load-settings';

const input = readFileSync(resolve(__dirname, '../docs/input.md'), 'utf8');

test('docs/input.md has every option that says how lines are read', () => {
  const flags = CSV_OPTIONS.map((name) => /--[\w-]+/.exec(OPTIONS[name].flags)![0]);
  expect(flags.filter((flag) => !new RegExp(`\`${flag}\\b|${flag} `).test(input))).toEqual([]);
});

/** Words of a shell: bare, or in quotes of either kind. */
const words = (text: string) =>
  [...text.matchAll(/'([^']*)'|"([^"]*)"|([^\s`]+)/g)].map(([, single, double, bare]) => single ?? double ?? bare!);

test('every example in docs/input.md is accepted by the settings', () => {
  const definitions: readonly OptionDefinition[] = Object.values(OPTIONS);
  const examples = [...input.matchAll(/`(--[\w-]+ [^`]+)`/g)].map(([, example]) => example!);
  expect(examples.length).toBeGreaterThan(20);
  for (const example of examples) {
    const flags = example.split(/ (?=--)/).map((option) => {
      const [flag, value] = words(option) as [string, string | undefined];
      const definition = definitions.find((known) => known.flags.split(/[ ,]+/).includes(flag));
      expect(definition, flag).toBeDefined();
      return { name: flag, path: definition!.setting!, value: value ?? false };
    });
    const settings = loadSettings({ environment: {}, flags });
    for (const format of settings.csv.dateFormat ?? []) expect(dateFormatFault(format)).toBeNull();
  }
});

test('docs/tables.md says what the tables are', () => {
  expect(readFileSync(PAGE, 'utf8'), 'run `npm run tables`').toBe(tablesPage());
});
