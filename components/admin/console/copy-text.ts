/**
 * Puts text on the clipboard, also where the page came over plain http and the browser's newer way is
 * closed to it.
 * @throws {Error} where the browser does not let it.
 */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const put = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
  };
  document.addEventListener('copy', put, { once: true });
  const copied = document.execCommand('copy');
  document.removeEventListener('copy', put);
  if (!copied) throw new Error('this browser does not let a page copy');
}
