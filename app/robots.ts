import type { MetadataRoute } from 'next';
import { siteUrl } from './site-url';

/** Pages of one visitor's own are not closed here: who may not read them would not see their noindex. */
export default function robots(): MetadataRoute.Robots {
  return {
    rules: { userAgent: '*', allow: '/', disallow: ['/admin', '/api/'] },
    sitemap: `${siteUrl()}/sitemap.xml`,
  };
}
