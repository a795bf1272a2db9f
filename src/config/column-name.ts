/** The form in which column names are compared: trimmed, lower case, inner spaces as `_`. */
export function normalizedName(name: string): string {
  return name.trim().toLowerCase().replace(/\s+/g, '_');
}
