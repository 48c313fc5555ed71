/** Joins what stands beside it, and is not seen. */
const joiner = '\u2060';

/**
 * Slack's text for the library, which unescapes before it reads: what an app escaped would become a mention there, and
 * `>` would get a space. It takes `<@U1|name>` for an id as a whole, so labels are left out.
 */
export function drawable(text: string): string {
  return text
    .replace(/<([@#]\w+)\|[^>]*>/g, '<$1>')
    .replace(/&lt;(?=\S)/g, `<${joiner}`)
    .replaceAll('&lt;', '<')
    .replace(/(?<!^)&gt;/gm, '>')
    .replace(/&amp;(?=[lg]t;)/g, `&${joiner}`)
    .replaceAll('&amp;', '&');
}
