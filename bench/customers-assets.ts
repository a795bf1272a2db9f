import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'esbuild';

const ROOT = resolve(__dirname, '..');
const BROWSER = resolve(ROOT, 'src/report/customers/browser');
export const ASSETS_FILE = resolve(ROOT, 'src/report/customers/browser-assets.ts');

/**
 * Script and style of the page of customers as one module of two texts, from src/report/customers/browser: the report
 * knows no files, and is the same whether it runs from a checkout, an installation or a bundle.
 */
export async function customersAssets(): Promise<string> {
  const [script, style] = await Promise.all(['main.ts', 'customers.css'].map(bundled));
  return `// Made by \`npm run page\` from browser/, and checked by a test; not edited by hand.

/** What the page runs. */
export const CUSTOMERS_SCRIPT = ${literal(script!)};

/** How it looks, beside the style of all reports. */
export const CUSTOMERS_STYLE = ${literal(style!)};
`;
}

async function bundled(name: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [resolve(BROWSER, name)],
    absWorkingDir: ROOT,
    bundle: true,
    write: false,
    format: 'iife',
    target: ['chrome111', 'firefox114', 'safari16.4'],
    minifyWhitespace: true,
    minifySyntax: true,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
  });
  return outputFiles[0]!.text.trimEnd();
}

/** Readable for people where it holds quotes. */
function literal(text: string): string {
  return `\`${text.replace(/[\\`]|\$\{/g, (sign) => `\\${sign}`)}\``;
}

if (require.main === module) void customersAssets().then((text) => writeFileSync(ASSETS_FILE, text));
