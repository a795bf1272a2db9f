import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** Differs from one start of a Linux kernel to the next, and is the same in all containers on it. */
const BOOT_ID = '/proc/sys/kernel/random/boot_id';

let mark: string | undefined;

/**
 * Eight hexadecimal digits that tell this running system from others: by its kernel's start on Linux, where host names
 * repeat among containers, else by its host name. Locks of the system mean something within it only.
 */
export function machineMark(): string {
  mark ??= createHash('sha256').update(systemName()).digest('hex').slice(0, 8);
  return mark;
}

function systemName(): string {
  try {
    return readFileSync(BOOT_ID, 'utf8');
  } catch {
    return hostname();
  }
}
