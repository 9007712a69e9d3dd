import type { Graph, Thing, WithContext } from 'schema-dts';
import { jsonLdText } from './json-ld-text';

/** Structured data for search engines. Not run by any browser, so that the script policy lets it be. */
export function JsonLd({ data }: { data: WithContext<Thing> | Graph }) {
  return (
    <script
      type="application/ld+json"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON, with every sign of HTML escaped
      dangerouslySetInnerHTML={{ __html: jsonLdText(data) }}
    />
  );
}
