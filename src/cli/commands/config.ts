import type { CommandDefinition } from '../frame/command';

/**
 * A config file to start from: what is most often set, each at its default or at a value that shows its form. It is
 * loaded by a test.
 */
export const CONFIG_EXAMPLE = {
  input: 'data.csv',
  output: 'out',
  csv: {
    columns: { fecha_compra: 'DATE', usuario: 'CUSTOMER_ID', producto: 'PRODUCT', cantidad: 'UNITS', precio: 'TOTAL' },
    separator: ';',
    decimal: ',',
    dateFormat: ['%d/%m/%Y'],
    encoding: 'utf-8',
    priceIs: 'ticket',
    maxRejectedShare: 0.05,
    maxRejectedShareOf: { usuario_vacio: 0.3 },
  },
  recurrence: {
    productCount: 'units',
    minProducts: 10,
    purchasesMust: 'qualify',
    frequency: 'mean-gap',
    nextPurchase: 'any',
  },
  top: 3,
  seed: 42,
  s3: { region: 'eu-west-1' },
} as const;

/** Settings as a run would have them, or a file of them to start from. */
export const config: CommandDefinition = {
  name: 'config',
  summary: 'settings as they stand here, as JSON; or a config file to start from',
  options: ['config', { flags: '--example', description: 'print a config file to start from' }],
  required: [],
  examples: [
    'recompra config --example > recompra.config.json   # then change what is yours',
    'recompra config   # defaults, config file and RECOMPRA_* variables put together',
  ],
  async run({ settings, flags }) {
    const json = flags['example'] === true ? CONFIG_EXAMPLE : settings;
    return { lines: JSON.stringify(json, null, 2).split('\n'), json };
  },
};
