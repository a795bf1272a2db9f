import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'esbuild';

const ROOT = resolve(__dirname, '..');

interface Page {
  /** Folder of its sources, `browser` below it. */
  folder: string;
  style: string;
  constants: string;
  looks: string;
}

const CUSTOMERS: Page = {
  folder: 'src/report/customers',
  style: 'customers.css',
  constants: 'CUSTOMERS',
  looks: 'How it looks, beside the style of all reports.',
};
const REPORT: Page = {
  folder: 'src/report/page',
  style: 'report.css',
  constants: 'PAGE',
  looks: 'How every page looks; its colours and its font are variables.',
};
/** Pages with a script and a style of their own, by the module that holds them. */
export const PAGES: ReadonlyMap<string, Page> = new Map(
  [CUSTOMERS, REPORT].map((page) => [resolve(ROOT, page.folder, 'browser-assets.ts'), page]),
);

/**
 * Script and style of a page as one module of two texts, from the folder `browser`: the report knows no files, and is
 * the same whether it runs from a checkout, an installation or a bundle.
 */
export async function pageAssets({ folder, style, constants, looks }: Page): Promise<string> {
  const [run, look] = await Promise.all(
    ['main.ts', style].map((name) => bundled(resolve(ROOT, folder, 'browser', name))),
  );
  return `// Made by \`npm run page\` from browser/, and checked by a test; not edited by hand.

/** What the page runs. */
export const ${constants}_SCRIPT = ${literal(run!)};

/** ${looks} */
export const ${constants}_STYLE = ${literal(look!)};
`;
}

async function bundled(file: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [file],
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

if (require.main === module) {
  for (const [file, page] of PAGES) void pageAssets(page).then((text) => writeFileSync(file, text));
}
