const UNITS: Readonly<Record<string, number>> = {
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KIB: 2 ** 10,
  MIB: 2 ** 20,
  GIB: 2 ** 30,
};

/** Bytes of a size as the setting `memory` has it: 512MB, 1.5 GiB. */
export function sizeInBytes(size: string): number {
  const [, number, unit] = /^([\d.]+)\s*(\w+)$/.exec(size)!;
  return Number(number) * UNITS[unit!.toUpperCase()]!;
}
