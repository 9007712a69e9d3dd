/** The element of the page's own content: where the skip link leads, and focus that lost its place. */
export const CONTENT_ID = 'content';
