import { RecompraError } from '../../config/errors';

/** Whether a path holds a wildcard: `*`, `?`, `[…]` or `{…}`. */
export function hasWildcard(text: string): boolean {
  return /[*?[{]/.test(text);
}

/** The part of a pattern before its first wildcard. */
export function literalPrefix(pattern: string): string {
  const first = pattern.search(/[*?[{]/);
  return first === -1 ? pattern : pattern.slice(0, first);
}

/**
 * A glob as a regular expression over a whole path with `/`: `*` and `?` stay within a folder, `**` crosses folders,
 * `[abc]` and `{a,b}` are alternatives; a leading dot must be written out.
 */
export function globToRegExp(pattern: string): RegExp {
  const tokens = pattern.match(/\*\*\/?|\*|\?|\[[^\]/]+\]|\{[^{}]*\}|[^*?[{]+|[[{]/g) ?? [];
  const body = tokens.map((token, index) => {
    const starts = index === 0 || tokens[index - 1]!.endsWith('/');
    return (starts && /^[*?]/.test(token) && token !== '**/' ? '(?!\\.)' : '') + translate(token);
  });
  try {
    return new RegExp(`^${body.join('')}$`, 's');
  } catch (cause) {
    throw new RecompraError('usage', `${pattern} is no glob: a range in brackets is the wrong way round`, {
      remedy: 'write [a-z], or name the files one by one',
      cause,
    });
  }
}

function translate(token: string): string {
  if (token === '**/') return '(?:(?!\\.)[^/]+/)*';
  if (token === '**') return '.*';
  if (token === '*') return '[^/]*';
  if (token === '?') return '[^/]';
  if (/^\[.+\]$/s.test(token)) return token.replace(/^\[!/, '[^').replace(/\\/g, '\\\\');
  if (/^\{.*\}$/s.test(token)) return `(?:${token.slice(1, -1).split(',').map(globBody).join('|')})`;
  return token.replace(/[.+^$()|\\\]{}[]/g, '\\$&');
}

function globBody(alternative: string): string {
  return globToRegExp(alternative).source.slice(1, -1);
}
