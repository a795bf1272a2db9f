import { createHash } from 'node:crypto';

/** The last entry of a sealed manifest: the hash of all that stands before it. */
const SEAL = /,\n {2}"seal": "([0-9a-f]{64})"\n\}\n$/;

/** A manifest as bytes that tell when any of them was changed: JSON whose last entry is the SHA-256 of the rest. */
export function sealManifest(manifest: object): Uint8Array {
  const text = `${JSON.stringify(manifest, null, 2).slice(0, -2)}`;
  return new TextEncoder().encode(`${text},\n  "seal": "${sha256(text)}"\n}\n`);
}

/** Whether these are bytes of `sealManifest`, unchanged. */
export function isSealed(text: string): boolean {
  const [whole, seal] = SEAL.exec(text) ?? [];
  return whole !== undefined && sha256(text.slice(0, -whole.length)) === seal;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
