/** @file HTML and what becomes of it, when the words come in the same order and in reverse. */

/**
 * Words become capitals.
 *
 * @type {[source: string, expected: string][]}
 */
export const inOrder = [
  ['<p>uno <b>dos</b> tres</p>', '<p>UNO <b>DOS</b> TRES</p>'],
  ['<p>uno <b>dos <i>tres</i></b></p>', '<p>UNO <b>DOS <i>TRES</i></b></p>'],
  ['<p><b>uno</b><i>dos</i></p>', '<p><b>UNO</b><i>DOS</i></p>'],
  ['<p><b>uno</b> <i>dos</i></p>', '<p><b>UNO</b> <i>DOS</i></p>'],
  ['<p>uno<b> dos </b>tres</p>', '<p>UNO<b> DOS </b>TRES</p>'],
  ['<p>un<b>o</b></p>', '<p>UN<b>O</b></p>'],
  ['<p><i></i>uno<b></b></p>', '<p><i></i>UNO<b></b></p>'],
  ['<p>uno <i class=x></i> dos</p>', '<p>UNO <i class=x></i> DOS</p>'],
  ['<ul><li>uno<li>dos</ul>', '<ul><li>UNO<li>DOS</ul>'],
  [
    '<ul><li>uno <ul><li>dos</li></ul> tres</li></ul>',
    '<ul><li>UNO <ul><li>DOS</li></ul> TRES</li></ul>',
  ],
  ['<ol start=3><li><p>uno</p></li></ol>', '<ol start=3><li><p>UNO</p></li></ol>'],
  ['<dl><dt>uno<dd>dos</dl>', '<dl><dt>UNO<dd>DOS</dl>'],
  ['<table><tr><td>uno<td>dos</table>', '<table><tr><td>UNO<td>DOS</table>'],
  [
    '<table><caption>uno</caption><thead><tr><th>dos</th></tr></thead></table>',
    '<table><caption>UNO</caption><thead><tr><th>DOS</th></tr></thead></table>',
  ],
  [
    '<table><tr><td><b>uno</b> dos</td></tr></table>',
    '<table><tr><td><b>UNO</b> DOS</td></tr></table>',
  ],
  ['<p>Uno.<br>Dos.</p>', '<p>UNO.<br>DOS.</p>'],
  ['<p>uno<br>dos</p>', '<p>UNO<br>DOS</p>'],
  ['<p>uno <br> dos</p>', '<p>UNO <br> DOS</p>'],
  ['<p>uno<br/>\nDos</p>', '<p>UNO<br/> DOS</p>'],
  ['<p>uno<br><br>Dos</p>', '<p>UNO<br><br>DOS</p>'],
  ['<p>super<wbr>califragilístico</p>', '<p>SUPER<wbr>CALIFRAGILÍSTICO</p>'],
  ['<p>uno <wbr>dos</p>', '<p>UNO <wbr>DOS</p>'],
  ['<p><ruby>uno<rt>ichi</rt></ruby> dos</p>', '<p><ruby>UNO<rt>ichi</rt></ruby> DOS</p>'],
  [
    '<p><ruby>uno<rp>(</rp><rt>ichi</rt><rp>)</rp></ruby></p>',
    '<p><ruby>UNO<rp>(</rp><rt>ichi</rt><rp>)</rp></ruby></p>',
  ],
  ['<p>uno &amp; dos &lt; tres</p>', '<p>UNO &amp; DOS &lt; TRES</p>'],
  ['<p>uno&nbsp;dos</p>', '<p>UNO&nbsp;DOS</p>'],
  ['<p>caf&eacute; &#233; &copy; x</p>', '<p>CAFÉ É © X</p>'],
  ['<p>a &ampx</p>', '<p>A &amp;X</p>'],
  ['<p>a < b & c</p>', '<p>A &lt; B &amp; C</p>'],
  ['<p>&quot;uno&quot;</p>', '<p>"UNO"</p>'],
  ['<p>uno <![CDATA[dos]]> tres</p>', '<p>UNO <![CDATA[dos]]> TRES</p>'],
  [
    '<svg><text><![CDATA[uno]]></text></svg><p>dos</p>',
    '<svg><text><![CDATA[uno]]></text></svg><p>DOS</p>',
  ],
  [
    '<!-- uno --><p>dos<!-- tres --> cuatro</p><!-- cinco -->',
    '<!-- uno --><p>DOS<!-- tres --> CUATRO</p><!-- cinco -->',
  ],
  [
    '<?xml version="1.0"?><p>uno <?php dos ?> tres</p>',
    '<?xml version="1.0"?><p>UNO <?php dos ?> TRES</p>',
  ],
  [
    '<!DOCTYPE html><html><head><title>uno</title><meta charset=utf-8></head><body>dos</body></html>\n<!-- fin -->\n',
    '<!DOCTYPE html><html><head><title>UNO</title><meta charset=utf-8></head><body>DOS</body></html>\n<!-- fin -->\n',
  ],
  ['<p>uno <b>dos</p><p>tres</b></p>', '<p>UNO <b>DOS</b></p><p><b>TRES</b></p>'],
  ['<p><b>uno <i>dos</b> tres</i></p>', '<p><b>UNO <i>DOS</i></b><i> TRES</i></p>'],
  ['<p>uno</b> dos</p>', '<p>UNO DOS</p>'],
  ['<b>uno', '<b>UNO</b>'],
  ['<p>uno <b', '<p>UNO <b'],
  ['<p>uno <b>dos', '<p>UNO <b>DOS</b></p>'],
  ['<table>uno<tr><td>dos</table>', '<table>UNO<tr><td>DOS</table>'],
  ['<p>uno<div>dos</div>tres', '<p>UNO<div>DOS</div>TRES'],
  ['<a href=x><div>uno</div>dos</a>', '<a href=x><div>UNO</div>DOS</a>'],
  ['<p><a href=x>uno <a href=y>dos</a></p>', '<p><a href="x">UNO </a><a href="y">DOS</a></p>'],
  ['<p>use <code>a &lt; b</code> uno</p>', '<p>USE <code>a &lt; b</code> UNO</p>'],
  ['<pre><code>let x;</code></pre>', '<pre><code>let x;</code></pre>'],
  [
    '<p>pulse <kbd>Ctrl</kbd>+<kbd>C</kbd> uno</p>',
    '<p>PULSE <kbd>Ctrl</kbd>+<kbd>C</kbd> UNO</p>',
  ],
  ['<p>uno <samp><b>x</b></samp> dos</p>', '<p>UNO <samp><b>x</b></samp> DOS</p>'],
  [
    '<p>uno <var>x</var> dos <math><mi>y</mi></math></p>',
    '<p>UNO <var>x</var> DOS <math><mi>y</mi></math></p>',
  ],
  [
    '<p>uno <span translate="no">Dos Tres</span></p>',
    '<p>UNO <span translate="no">Dos Tres</span></p>',
  ],
  [
    '<p>uno <span class="a notranslate b">Dos</span></p>',
    '<p>UNO <span class="a notranslate b">Dos</span></p>',
  ],
  [
    '<div translate=no>uno <p translate=yes>dos</p></div>',
    '<div translate=no>uno <p translate=yes>DOS</p></div>',
  ],
  ['<p translate="">uno</p>', '<p translate="">UNO</p>'],
  [
    '<script>uno</script><style>dos</style><p>tres</p>',
    '<script>uno</script><style>dos</style><p>TRES</p>',
  ],
  ['<p>uno <script>var dos</script> tres</p>', '<p>UNO <script>var dos</script> TRES</p>'],
  ['<textarea>uno</textarea><p>dos</p>', '<textarea>uno</textarea><p>DOS</p>'],
  [
    '<p>uno <svg><title>dos</title></svg> tres</p>',
    '<p>UNO <svg><title>dos</title></svg> TRES</p>',
  ],
  ['<noscript><p>uno</p></noscript>', '<noscript><p>UNO</p></noscript>'],
  ['<template><p>uno</p></template>', '<template><p>UNO</p></template>'],
  [
    '<p>uno <select><option>dos<option>tres</select> cuatro</p>',
    '<p>UNO <select><option>DOS<option>TRES</select> CUATRO</p>',
  ],
  [
    '<button>uno</button> <label>dos <input value=x></label>',
    '<button>UNO</button> <label>DOS <input value=x></label>',
  ],
  ['<p>uno <img src=a alt="dos"> tres</p>', '<p>UNO <img src=a alt="dos"> TRES</p>'],
  ['<p>uno<img src=a>dos</p>', '<p>UNO<img src=a>DOS</p>'],
  [
    '<video controls>uno <a href=v>dos</a></video>',
    '<video controls>UNO <a href=v>DOS</a></video>',
  ],
  ['<iframe>uno</iframe>dos', '<iframe>uno</iframe>DOS'],
  ['<object><p>uno</p></object>', '<object><p>UNO</p></object>'],
  ['<pre>uno\n  dos</pre>', '<pre>UNO\n  DOS</pre>'],
  ['<pre>\n\nuno</pre>', '<pre>\n\nUNO</pre>'],
  ['  uno  ', '  UNO  '],
  ['\n<p>\n  uno\n  dos\n</p>\n', '\n<p>\n  UNO DOS\n</p>\n'],
  ['<P CLASS=A>uno <B>dos</B></P>', '<P CLASS=A>UNO <B>DOS</B></P>'],
  ['<x-y>uno</x-y> <z>dos</z>', '<x-y>UNO</x-y> <z>DOS</z>'],
  ['', ''],
  ['<p></p>', '<p></p>'],
  ['<p>123</p>', '<p>123</p>'],
  ['<p>12 <b>%</b></p>', '<p>12 <b>%</b></p>'],
  ['\ufeff<p>uno</p>', '\ufeff<p>UNO</p>'],
  ['<p>uno\r\ndos</p>\r\n', '<p>UNO DOS</p>\r\n'],
  ['<td>uno</td>', '<td>UNO</td>'],
  ['<option>uno', '<option>UNO'],
  ['<p>do\u00ads</p>', '<p>DOS</p>'],
  ['<h1>uno</h1>dos<h2>tres</h2>', '<h1>UNO</h1>DOS<h2>TRES</h2>'],
  ['<details><summary>uno</summary>dos</details>', '<details><summary>UNO</summary>DOS</details>'],
  ['<p>uno <q>dos</q>, <em>tres</em>.</p>', '<p>UNO <q>DOS</q>, <em>TRES</em>.</p>'],
  ['<p>\ud800 uno</p>', '<p>\ud800 UNO</p>'],
];

/**
 * Words become capitals and change places, the last one first.
 *
 * @type {[source: string, expected: string][]}
 */
export const reversed = [
  ['<p>uno <b>dos</b></p>', '<p><b>DOS</b> UNO</p>'],
  ['<p><b>uno</b> <i>dos</i></p>', '<p><i>DOS</i> <b>UNO</b></p>'],
  ['<p><a href=x>uno <b>dos</b></a> tres</p>', '<p>TRES <a href=x><b>DOS</b> UNO</a></p>'],
  ['<p><b>uno <i>dos</i></b> <u>tres</u></p>', '<p><u>TRES</u> <b><i>DOS</i> UNO</b></p>'],
  ['<p><a>uno</a> <a>dos</a> <a>tres</a></p>', '<p><a>TRES</a> <a>DOS</a> <a>UNO</a></p>'],
  ['<p><b>uno dos</b> tres cuatro</p>', '<p>CUATRO TRES <b>DOS UNO</b></p>'],
  ['<p>uno <code>x()</code> dos</p>', '<p>DOS <code>x()</code> UNO</p>'],
  ['<p>uno<br>dos</p>', '<p><br>DOS UNO</p>'],
  ['<p>uno <img src=a> dos</p>', '<p><img src=a> DOS  UNO</p>'],
  ['<p>uno <img src=a>dos</p>', '<p><img src=a>DOS UNO</p>'],
  ['<p>uno<img src=a> dos</p>', '<p>DOS UNO<img src=a></p>'],
  ['<p><b>u</b>no dos</p>', '<p>DOS <b>U</b>NO</p>'],
  ['<p><b><i>uno</i> dos</b></p>', '<p><b>DOS <i>UNO</i></b></p>'],
  [
    '<ul><li>uno <b>dos</b><li><i>tres</i> cuatro</ul>',
    '<ul><li><b>DOS</b> UNO<li>CUATRO <i>TRES</i></ul>',
  ],
  ['<p><b>uno <code>x</code></b> dos</p>', '<p>DOS <b><code>x</code> UNO</b></p>'],
  ['<p>uno <b></b> dos</p>', '<p><b></b>DOS  UNO</p>'],
  ['<p><b>uno <i>dos</b> tres</i></p>', '<p><i>TRES</i> <b><i>DOS</i> UNO</b></p>'],
  ['<p>uno <sup><a href=#n>dos</a></sup></p>', '<p><sup><a href=#n>DOS</a></sup> UNO</p>'],
];
