/** Every path of the site as a typed function. Pages, redirects, mails, feeds and tests use these alone. */

declare const brand: unique symbol
/** An address of this site that may stand in `href`, `action` and `src`. */
export type Url = string & { readonly [brand]: true }

const url = (path: string): Url => path as Url

/** A query string of the values that are given; empty when none is. */
function query(values: Record<string, string | number | null | undefined>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) {
    if (value !== null && value !== undefined && value !== '') search.set(name, String(value))
  }
  const text = search.toString()
  return text ? `?${text}` : ''
}

const seg = encodeURIComponent

export const urls = {
  home: (show?: 'all') => url(`/${query({ show })}`),
  works: (
    filter: Partial<
      Record<
        'fandom' | 'relationship' | 'character' | 'additional' | 'rating' | 'category',
        string | undefined
      >
    > = {},
  ) => url(`/works${query(filter)}`),
  /** Works by a filter, which `formatFilter` wrote as the query part of an address. */
  found: (filter: string) => url(filter ? `/works?${filter}` : '/works'),
  foundFeed: (filter: string) => url(filter ? `/feed.atom?${filter}` : '/feed.atom'),
  /** Keeps a filter always on in this browser, or no more. */
  alwaysOn: () => url('/works/always'),
  tagSuggestions: (kind: string, fandoms: readonly string[] = []) =>
    url(
      `/tags/suggest?${new URLSearchParams([['kind', kind], ...fandoms.map((id) => ['fandom', id])])}`,
    ),
  tag: (id: string, more: { below?: string; synonyms?: string; did?: string } = {}) =>
    url(`/tags/${seg(id)}${query(more)}`),
  wrangling: (
    choice: Partial<
      Record<'kind' | 'fandom' | 'find' | 'from' | 'after' | 'did', string | number | null>
    > = {},
  ) => url(`/wrangling${query(choice)}`),
  wranglingLog: (which: { after?: string | null; tag?: string | null; did?: number } = {}) =>
    url(`/wrangling/log${query(which)}`),
  fandoms: (after?: string) => url(`/fandoms${query({ after })}`),
  archiveFeed: () => url('/feed.atom'),
  about: () => url('/about'),
  reading: (back?: string) => url(`/reading${query({ back })}`),

  work: (id: string) => url(`/works/${seg(id)}`),
  /** The work's own page with a word about what the reader just did. */
  workAfter: (id: string, did: string) => url(`/works/${seg(id)}${query({ did })}#talk`),
  chapter: (id: string, number: number, after?: string) =>
    url(`/works/${seg(id)}/chapters/${number}${query({ after })}${after ? '#talk' : ''}`),
  chapterAfter: (id: string, number: number, did: string) =>
    url(`/works/${seg(id)}/chapters/${number}${query({ did })}#talk`),
  entire: (id: string, from?: number) => url(`/works/${seg(id)}/entire${query({ from })}`),
  /** A work as a file; the name's ending says in which format. */
  download: (id: string, name: string) => url(`/works/${seg(id)}/download/${seg(name)}`),
  downloadChapter: (id: string, number: number, name: string) =>
    url(`/works/${seg(id)}/chapters/${number}/download/${seg(name)}`),
  workFeed: (id: string) => url(`/works/${seg(id)}/feed.atom`),
  openWork: (id: string) => url(`/works/${seg(id)}/open`),
  image: (id: string) => url(`/images/${seg(id)}`),

  comments: (work: string, number: number) =>
    url(`/works/${seg(work)}/chapters/${number}/comments`),
  comment: (id: string) => url(`/comments/${seg(id)}`),
  /** A comment below its chapter; `after` is the key of the page of threads that holds it. */
  commentInPlace: (work: string, number: number, id: string, after?: string) =>
    url(`/works/${seg(work)}/chapters/${number}${query({ after })}#comment-${seg(id)}`),
  commentAnswer: (id: string) => url(`/comments/${seg(id)}/answer`),
  commentEdit: (id: string) => url(`/comments/${seg(id)}/edit`),
  commentWithdrawal: (id: string) => url(`/comments/${seg(id)}/withdrawal`),
  commentApproval: (id: string) => url(`/comments/${seg(id)}/approval`),
  commentRemoval: (id: string) => url(`/comments/${seg(id)}/removal`),
  commentReport: (id: string) => url(`/comments/${seg(id)}/report`),

  kudos: (work: string) => url(`/works/${seg(work)}/kudos`),
  call: (work: string) => url(`/works/${seg(work)}/call`),
  callWithdrawal: (work: string) => url(`/works/${seg(work)}/call/withdrawal`),
  callAnswers: (work: string) => url(`/works/${seg(work)}/calls`),

  replies: () => url('/replies'),
  repliesAfter: (did: string) => url(`/replies${query({ did })}`),
  repliesEntry: () => url('/replies/enter'),
  repliesReceipt: (comment: string) => url(`/replies/receipt/${seg(comment)}`),
  repliesForget: () => url('/replies/forget'),
  privateLink: (secret: string) => url(`/r/${seg(secret)}`),
  repliesFeed: (secret: string) => url(`/replies/feed/${seg(secret)}`),
  repliesStop: (token: string) => url(`/replies/stop/${seg(token)}`),
  replyBack: (comment: string) => url(`/replies/comments/${seg(comment)}/answer`),
  replyEdit: (comment: string) => url(`/replies/comments/${seg(comment)}/edit`),
  replyWithdrawal: (comment: string) => url(`/replies/comments/${seg(comment)}/withdrawal`),
  replyMute: (comment: string) => url(`/replies/comments/${seg(comment)}/mute`),
  linkRotation: (link: string) => url(`/replies/links/${seg(link)}/rotation`),
  linkRevocation: (link: string) => url(`/replies/links/${seg(link)}/revocation`),
  linkMail: (link: string) => url(`/replies/links/${seg(link)}/mail`),
  linkQr: (link: string) => url(`/replies/links/${seg(link)}/qr.svg`),

  penName: (
    id: string,
    at: { after?: string | null; page?: number | undefined; show?: 'all' | undefined } = {},
  ) => url(`/pen-names/${seg(id)}${query(at)}`),
  penNameFeed: (id: string) => url(`/pen-names/${seg(id)}/feed.atom`),

  signUp: () => url('/sign-up'),
  signIn: (back?: string) => url(`/sign-in${query({ back })}`),
  /** The sign-in page with a word about what was just done. */
  signInAfter: (did: string) => url(`/sign-in${query({ did })}`),
  signOut: () => url('/sign-out'),
  recover: () => url('/recover'),
  recoverWith: (token: string) => url(`/recover/${seg(token)}`),
  firstArchivist: (token: string) => url(`/first-archivist/${seg(token)}`),
  account: () => url('/account'),
  accountAfter: (did: string) => url(`/account${query({ did })}`),
  accountPassword: () => url('/account/password'),
  accountEmail: () => url('/account/email'),
  accountEmailProof: (proof: string) => url(`/account/email${query({ proof })}`),
  accountSessions: () => url('/account/sessions'),
  accountSessionsAfter: (did: string) => url(`/account/sessions${query({ did })}`),
  accountPenNames: () => url('/account/pen-names'),
  accountPenNamesAfter: (did: string) => url(`/account/pen-names${query({ did })}`),
  accountPenName: (id: string) => url(`/account/pen-names/${seg(id)}`),
  accountFilters: (did?: string) => url(`/account/filters${query({ did })}`),
  accountFilter: (id: string) => url(`/account/filters/${seg(id)}`),
  actAs: () => url('/account/acting-pen-name'),
  accountDisclaimers: (fandom?: string) => url(`/account/disclaimers${query({ fandom })}`),
  notices: (after?: string) => url(`/notices${query({ after })}`),

  desk: (after?: string) => url(`/desk${query({ after })}`),
  newWork: () => url('/desk/new'),
  upload: () => url('/desk/upload'),
  deskWork: (id: string) => url(`/desk/works/${seg(id)}`),
  deskRecognised: (id: string) => url(`/desk/works/${seg(id)}/recognised`),
  deskPreview: (id: string, number = 1) => url(`/desk/works/${seg(id)}/preview/${number}`),
  deskPublication: (id: string) => url(`/desk/works/${seg(id)}/publication`),
  deskDeletion: (id: string) => url(`/desk/works/${seg(id)}/deletion`),
  deskRestoration: (id: string) => url(`/desk/works/${seg(id)}/restoration`),
  deskOriginal: (id: string) => url(`/desk/works/${seg(id)}/original`),
  deskImages: (id: string) => url(`/desk/works/${seg(id)}/images`),
  newChapter: (work: string) => url(`/desk/works/${seg(work)}/chapters/new`),
  deskChapter: (id: string) => url(`/desk/chapters/${seg(id)}`),
  deskChapterPreview: (id: string) => url(`/desk/chapters/${seg(id)}/preview`),
  deskChapterPublication: (id: string) => url(`/desk/chapters/${seg(id)}/publication`),
  deskChapterMove: (id: string) => url(`/desk/chapters/${seg(id)}/position`),
  deskChapterDeletion: (id: string) => url(`/desk/chapters/${seg(id)}/deletion`),
  deskChapterRestoration: (id: string) => url(`/desk/chapters/${seg(id)}/restoration`),
  deskRevisions: (id: string) => url(`/desk/chapters/${seg(id)}/revisions`),
  deskRevision: (id: string, number: number) =>
    url(`/desk/chapters/${seg(id)}/revisions/${number}`),
  deskBin: () => url('/desk/bin'),
  deskTalk: (work: string, after?: string, did?: string) =>
    url(`/desk/works/${seg(work)}/talk${query({ after, did })}`),

  admin: () => url('/admin'),
  adminAfter: (page: 'settings' | 'ratings' | 'warnings' | 'reports', did: string) =>
    url(`/admin/${page}${query({ did })}`),
  adminRatings: () => url('/admin/ratings'),
  adminWarnings: () => url('/admin/warnings'),
  adminSettings: () => url('/admin/settings'),
  adminOutbox: (after?: string) => url(`/admin/outbox${query({ after })}`),
  adminMail: (id: string) => url(`/admin/outbox/${seg(id)}`),
  adminAccounts: (after?: string) => url(`/admin/accounts${query({ after })}`),
  adminWrangling: (id: string) => url(`/admin/accounts/${seg(id)}/wrangling`),
  adminAccount: (id: string) => url(`/admin/accounts/${seg(id)}`),
  adminReports: (after?: string) => url(`/admin/reports${query({ after })}`),
  adminReport: (id: string) => url(`/admin/reports/${seg(id)}`),
  adminAudit: (after?: string) => url(`/admin/audit${query({ after })}`),

  health: () => url('/health'),
  robots: () => url('/robots.txt'),
  challenge: () => url('/challenge'),
  asset: (hashedName: string) => url(`/assets/${hashedName}`),
} as const
