/** How a session came to the shop, in the order reports list them. */
export const CHANNELS = [
  'organic',
  'direct',
  'paid',
  'social',
  'referral',
  'email',
  'affiliate',
] as const;
export type Channel = (typeof CHANNELS)[number];

/** What a visit says of its origin, as SQL expressions: lower-case text or NULL. */
export interface Origin {
  /** `utm_medium` and `utm_source` of the landing page, else of the referrer. */
  readonly medium: string;
  readonly source: string;
  /** `utm_campaign`, likewise. */
  readonly campaign: string;
  /** Host of the referrer. */
  readonly host: string;
}

const PAID = '^(cpc|ppc|cpm|cpv|cpa|paid.*|.*[-_]paid|display|banner|retargeting|remarketing)$';
const EMAIL = '^(e-?mail|newsletter)$';
const MAIL_HOST = '^(.*[.])?((e-?)?mail|webmail)[.]|^outlook[.]';
const AFFILIATE = '^(affiliates?|partners?)$';
const SOCIAL = '^(social([-_ ].*)?|sm)$';
const SOCIAL_SOURCE =
  '^(facebook|fb|instagram|ig|twitter|x|tiktok|pinterest|linkedin|reddit|youtube|snapchat|threads|whatsapp)$';
const SOCIAL_HOST =
  '^(.*[.])?((facebook|instagram|twitter|tiktok|pinterest|linkedin|reddit|youtube|snapchat|threads|whatsapp|tumblr|quora)[.][a-z.]+|fb[.]me|t[.]co|x[.]com|youtu[.]be|lnkd[.]in|pin[.]it|redd[.]it|bsky[.]app|wa[.]me)$';
const SEARCH_SOURCE =
  '^(google|bing|yahoo|duckduckgo|baidu|yandex|ecosia|qwant|brave|startpage|naver|seznam)$';
const SEARCH_HOST =
  '^(.*[.])?(google|bing|yahoo|duckduckgo|baidu|yandex|ecosia|qwant|startpage|naver|seznam)[.][a-z.]+$|^search[.]';

/**
 * The channel rule, once for every report and engine: the declared medium speaks first, then the
 * known hosts; what names any other origin is a referral, and what names none is direct.
 */
export function channelSql({ medium, source, campaign, host }: Origin): string {
  const like = (text: string, pattern: string) => `regexp_like(${text}, '${pattern}')`;
  const rules: readonly (readonly [Channel, readonly string[]])[] = [
    ['paid', [like(medium, PAID)]],
    ['email', [like(medium, EMAIL), like(source, EMAIL)]],
    ['affiliate', [like(medium, AFFILIATE)]],
    ['social', [like(medium, SOCIAL)]],
    ['organic', [`${medium} = 'organic'`]],
    ['email', [like(host, MAIL_HOST)]],
    ['social', [like(source, SOCIAL_SOURCE), like(host, SOCIAL_HOST)]],
    ['organic', [like(source, SEARCH_SOURCE), like(host, SEARCH_HOST)]],
    ['referral', [`coalesce(${host}, ${medium}, ${source}, ${campaign}) IS NOT NULL`]],
  ];
  const cases = rules.map(([channel, tests]) => `WHEN ${tests.join(' OR ')} THEN '${channel}'`);
  return `CASE ${cases.join('\n    ')}\n    ELSE 'direct' END`;
}
