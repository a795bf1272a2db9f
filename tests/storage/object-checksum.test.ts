import { expect, test } from 'vitest';
import type { ChecksumAlgorithm } from '../../src/storage/s3/object-checksum';
import { startChecksum, wholeObjectChecksum } from '../../src/storage/s3/object-checksum';

// The check values of the catalogue of CRCs (reveng.sourceforge.io/crc-catalogue), and of FIPS 180 for "abc".
test.each<[ChecksumAlgorithm, string, string]>([
  ['CRC32', '123456789', 'cbf43926'],
  ['CRC32C', '123456789', 'e3069283'],
  ['CRC64NVME', '123456789', 'ae8b14860a799888'],
  ['SHA1', 'abc', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
  ['SHA256', 'abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
])('%s of %s, given in pieces, is the published value', async (algorithm, text, hex) => {
  const sum = await startChecksum(algorithm);
  for (const char of text) sum.update(Buffer.from(char));
  expect(Buffer.from(await sum.digest(), 'base64').toString('hex')).toBe(hex);
});

test('only a checksum of the whole object is taken', () => {
  const CRC32 = { algorithm: 'CRC32', value: 'y/Q5Jg==' };
  expect(wholeObjectChecksum({ ChecksumCRC32: CRC32.value, ChecksumType: 'FULL_OBJECT', ETag: '"a-3"' })).toEqual(
    CRC32,
  );
  expect(wholeObjectChecksum({ ChecksumCRC32: CRC32.value, ETag: '"a"' })).toEqual(CRC32);
  expect(wholeObjectChecksum({ ChecksumCRC32: CRC32.value, ETag: '"a-3"' })).toBeNull();
  expect(wholeObjectChecksum({ ChecksumCRC32: 'y/Q5Jg==-3', ChecksumType: 'COMPOSITE' })).toBeNull();
  expect(wholeObjectChecksum({ ETag: '"a"' })).toBeNull();
});
