import { delimiter } from 'node:path';

/** What JupyterLab is started with, at the root of the checkout: notebooks, sources and data are all in reach. */
export function labArguments(): string[] {
  return ['-m', 'jupyterlab', '--LabApp.default_url=/lab/tree/notebooks/06_your_data.ipynb', '--ServerApp.root_dir=.'];
}

/** The environment in which Jupyter finds the notebooks' kernel before any other. */
export function labEnvironment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    JUPYTER_PATH: [__dirname, process.env['JUPYTER_PATH']].filter(Boolean).join(delimiter),
    JUPYTER_PLATFORM_DIRS: '1',
  };
}
