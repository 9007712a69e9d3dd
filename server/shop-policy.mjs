/**
 * The shop's content security policy around its scripts and styles. Plain JavaScript, because
 * next.config.js sends it too, where plain `next start` cannot know each page's script hashes.
 * @param {readonly string[]} scripts sources beside the shop's own
 * @param {readonly string[]} [styles]
 */
export function shopPolicy(scripts, styles = []) {
  return [
    "default-src 'self'",
    ["script-src 'self'", ...scripts].join(' '),
    ["style-src 'self'", ...styles].join(' '),
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
