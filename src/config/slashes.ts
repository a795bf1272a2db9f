/** A folder or prefix as it is named in other paths: without the slashes at its end. */
export function withoutSlash(path: string): string {
  return path.replace(/\/+$/, '');
}
