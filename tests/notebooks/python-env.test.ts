import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ensureTestPython, ensureVenv } from '../setup/python-env';

const folder = mkdtempSync(join(tmpdir(), 'recompra-venv-'));
const venv = resolve(__dirname, '../../.cache/venv/unknown-package');

afterAll(() => {
  rmSync(folder, { recursive: true });
  rmSync(venv, { recursive: true, force: true });
});

describe('ensureVenv', () => {
  it('answers at once when the environment is there', () => {
    ensureTestPython();
    const started = performance.now();
    const { python, bin } = ensureTestPython();
    expect(performance.now() - started).toBeLessThan(100);
    expect(existsSync(python) && existsSync(join(bin, 'moto_server'))).toBe(true);
  });

  it('names the command that failed, and leaves nothing that looks finished', () => {
    const requirements = join(folder, 'requirements.txt');
    writeFileSync(requirements, `${join(folder, 'no-such-package')}\n`);
    const make = () => ensureVenv({ name: 'unknown-package', requirements });
    expect(make).toThrow(/-m pip install .*requirements\.txt.* failed \(exit code 1\)/);
    expect(existsSync(join(venv, 'requirements.sha256'))).toBe(false);
  });
});
