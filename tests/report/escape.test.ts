import { describe, expect, test } from 'vitest';
import { escapeHtml, plotText, scriptJson, scriptSource } from '../../src/report/page/escape';
import { Html, html } from '../../src/report/page/html';
import { HOSTILE } from './hostile-metrics';

describe('texts in markup', () => {
  test('tags, quotes and ampersands of a text become entities', () => {
    expect(escapeHtml(`<b title="x" id='y'>&amp;</b>`)).toBe(
      '&lt;b title=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;&lt;/b&gt;',
    );
  });

  test('a template escapes the texts put into it, and leaves markup made by a template alone', () => {
    const inner = html`<b>${'a < b'}</b>`;
    expect(html`<p title="${'"'}">${inner}${null}${['x', new Html('<i>')]}</p>`.text).toBe(
      '<p title="&quot;"><b>a &lt; b</b>x<i></p>',
    );
  });

  test('emoji and accents stay as they are', () => {
    expect(html`${'café 🛒'}`.text).toBe('café 🛒');
  });
});

describe('data in scripts', () => {
  test('no text of the data can close the script or end a line of it', () => {
    const json = scriptJson({ [HOSTILE]: [HOSTILE, '\u2029<!--'] });
    expect(json).not.toMatch(/[<\u2028\u2029]/);
    expect(JSON.parse(json)).toEqual({ [HOSTILE]: [HOSTILE, '\u2029<!--'] });
  });

  test('inlined numbers have four significant digits, whole numbers all of theirs', () => {
    expect(scriptJson([4.4328912, 0.000123456, 1_348_642, -0.1347])).toBe('[4.433,0.0001235,1348642,-0.1347]');
  });

  test('a script that mentions its own end tag keeps its meaning and does not end early', () => {
    const source = `'</script><!--'.length`;
    expect(scriptSource(source)).not.toMatch(/<\/script|<!--/);
    expect(new Function(`return ${scriptSource(source)}`)()).toBe(13);
  });
});

test('labels of charts are text to Plotly, which would make links and tags of them', () => {
  expect(plotText('<a href="http://evil.example">x</a> & y')).toBe(
    '&lt;a href="http://evil.example"&gt;x&lt;/a&gt; &amp; y',
  );
});
