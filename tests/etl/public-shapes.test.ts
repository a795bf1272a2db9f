import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OptionDefinition } from '../../src/cli/frame/options';
import { OPTIONS } from '../../src/cli/frame/options';
import type { FlagValue } from '../../src/config/assignments';
import type { CommandOption } from '../../src/config/errors';
import { RecompraError } from '../../src/config/errors';
import { loadSettings } from '../../src/config/load-settings';
import type { Settings } from '../../src/config/settings';
import { EtlFixture, remoteInput } from './etl-fixture';
import type { MeantLine, PublicShape } from './public-shapes';
import { meantLines, PUBLIC_SHAPES } from './public-shapes';

const definitions: readonly OptionDefinition[] = Object.values(OPTIONS);

/** What the command line makes of options. */
function settingsOf(options: readonly CommandOption[]): Settings {
  const flags = options.map(({ flag, value }): FlagValue => {
    const definition = definitions.find(({ flags: spelt }) => spelt.split(/[ ,]+/).includes(flag))!;
    return { name: flag, path: definition.setting!, value: value ?? !flag.startsWith('--no-') };
  });
  const formats = flags.filter(({ path }) => path === 'csv.dateFormat').map(({ value }) => value);
  const others = flags.filter(({ path }) => path !== 'csv.dateFormat');
  const repeated = formats.length === 0 ? [] : [{ name: '--date-format', path: 'csv.dateFormat', value: formats }];
  return loadSettings({ environment: {}, flags: [...others, ...repeated] });
}

/** `--a x --no-header` as options. */
function optionsOf(words: readonly string[]): CommandOption[] {
  return words.flatMap((word, at) => {
    if (!word.startsWith('--')) return [];
    const value = words[at + 1];
    return value === undefined || value.startsWith('--') ? [{ flag: word }] : [{ flag: word, value }];
  });
}

const kept = (lines: readonly MeantLine[]) =>
  lines.map(({ day, usuario, producto, cantidad, precio }) => ({ fecha: day, usuario, producto, cantidad, precio }));

describe('the shapes of public purchase files', () => {
  let etl: EtlFixture;
  beforeAll(async () => {
    etl = await EtlFixture.open();
  });
  afterAll(() => etl.close());

  async function advised(content: PublicShape['content']): Promise<RecompraError> {
    const error = await etl.run([etl.localInput('ventas.csv', content)]).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(RecompraError);
    return error as RecompraError;
  }

  it.each(PUBLIC_SHAPES.map((shape) => [shape.name, shape] as const))('%s: by options alone', async (_name, shape) => {
    const { csv } = settingsOf(optionsOf(shape.options));
    for (const input of [etl.localInput('ventas.csv', shape.content), remoteInput('ventas.csv', shape.content)]) {
      await etl.run([input], { csv });
      expect(await etl.lines()).toEqual(kept(shape.lines));
    }
  });

  it.each(PUBLIC_SHAPES.map((shape) => [shape.name, shape] as const))(
    '%s: one error names the options, and they work',
    async (_name, shape) => {
      const error = await advised(shape.content);
      expect(error.options).toEqual(optionsOf(shape.options));
      await etl.run([etl.localInput('ventas.csv', shape.content)], { csv: settingsOf(error.options).csv });
      expect(await etl.lines()).toEqual(kept(shape.lines));
    },
  );

  it('a column with a handful of values is never offered as the customer', async () => {
    const header =
      'Invoice ID,Branch,City,Customer type,Gender,Product line,Unit price,Quantity,Tax 5%,Total,Date,Time,Payment';
    const rows = meantLines().map(
      (line, at) =>
        `${line.ticket},A,Yangon,${at % 2 ? 'Member' : 'Normal'},Male,${line.producto},${line.precio},${line.cantidad},1,1,1/${1 + (at % 28)}/2019,13:08,Cash`,
    );
    const error = await advised(`${[header, ...rows].join('\n')}\n`);
    expect(error.options).toEqual([]);
    expect(error.remedy).toContain('none of its columns can be usuario');
    expect(error.remedy).not.toContain('Customer type');
  });

  it('thousands and decimals do not lead in circles', async () => {
    const lines = ['2024-01-05;u;p;1;1.000', '2024-01-06;u;p;1;18,50'];
    const error = await advised(`fecha_compra;usuario;producto;cantidad;precio\n${lines.join('\n')}\n`);
    expect(error.remedy).toBe('add --decimal , --thousands .');
  });
});
