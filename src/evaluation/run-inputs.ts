import { z } from 'zod';

/** Options that name a list of the shop's own, by setting: the files are inputs, but no purchase lines. */
export const INPUT_LISTS = {
  excludeCustomers: '--exclude-customers',
  exclude: '--exclude',
  productMap: '--product-map',
} as const;
export type InputList = keyof typeof INPUT_LISTS;

/** Files that a run read: purchase lines, or the list that an option named. */
export const runInputs = z.array(
  z.strictObject({
    name: z.string(),
    bytes: z.int().min(0),
    sha256: z.string(),
    list: z.enum(Object.keys(INPUT_LISTS) as [InputList, ...InputList[]]).optional(),
  }),
);

export type RunInput = z.output<typeof runInputs>[number];
