import assert from 'node:assert/strict'
import { crc32, deflateSync } from 'node:zlib'
import type { WorkId } from '#shared/ids.ts'
import { urls } from '#urls.ts'
import {
  type Answer,
  onBothHouses,
  type Person,
  signUp,
  type TestHouse,
  type Visitor,
} from '../../test/support/house.ts'
import { postText } from '../../test/support/stories.ts'
import { imageLimits } from './image-limits.ts'

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

/** A grey picture of one point, with what a program wrote beside it. */
function png(comment = ''): Uint8Array<ArrayBuffer> {
  const beside = comment ? [chunk('tEXt', Buffer.from(`Comment\0${comment}`, 'latin1'))] : []
  return new Uint8Array(
    Buffer.concat([
      Buffer.from('89504e470d0a1a0a', 'hex'),
      chunk('IHDR', Buffer.from('00000001000000010800000000', 'hex')),
      ...beside,
      chunk('IDAT', deflateSync(Buffer.from([0, 0]))),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  )
}

/** Adds a picture by the form of the work's page. */
async function add(
  visitor: Visitor,
  work: string,
  bytes: Uint8Array<ArrayBuffer>,
  { name = 'quay.png', alt = '' } = {},
): Promise<Answer> {
  const page = await visitor.get(urls.deskImages(work))
  const form = new FormData()
  for (const [key, list] of page.form(urls.deskImages(work)).values) {
    for (const one of list) form.append(key, one)
  }
  form.set('alt', alt)
  form.set('file', new File([bytes], name, { type: 'application/x-anything' }))
  return visitor.post(urls.deskImages(work), form)
}

const idOf = (answer: Answer) =>
  new URL(answer.location, 'http://archive.test').searchParams.get('image') ?? ''

async function authorOf(
  house: TestHouse,
  { publish = true } = {},
): Promise<{ visitor: Visitor; person: Person; work: WorkId }> {
  const visitor = house.visitor()
  const person = await signUp(house, visitor, { penName: 'Ada Quill' })
  const text = 'Title: The Ferry\nRating: G\nWarnings: none apply\n\nThe ferry ran late.\n'
  return { visitor, person, work: await postText(house, person, text, { publish }) }
}

onBothHouses('a picture is added, put into a text and read', async (house) => {
  const { visitor, work } = await authorOf(house)
  const empty = await visitor.get(urls.deskImages(work))
  assert.match(empty.text, /No pictures yet/)
  assert.match(
    empty.text,
    /at most 50 pictures with 50 MB in all, and each of them at most 2 MB; all your works together hold at most 500 pictures with 250 MB\. This work holds none\./,
  )
  const sent = await add(visitor, work, png(), { alt: 'A "quay" <b>in fog</b>' })
  assert.equal(sent.status, 303)
  const page = await sent.follow()
  assert.match(page.text, /This work holds 1 with 1 KB\./)
  const line = /<code class="image-list__line">(.*?)<\/code>/.exec(page.text)?.[1] ?? ''
  const markup = line
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
  assert.match(markup, /^<img src="\/images\/[0-9a-z]{16}" alt="A &quot;quay&quot; /)
  const made = await visitor.get(urls.newChapter(work))
  await made
    .form(urls.newChapter(work))
    .fill({ body: `The quay.\n\n${markup}` })
    .send()
  const preview = await visitor.get(urls.deskPreview(work, 2))
  assert.match(preview.text, /<img src="\/images\/[0-9a-z]{16}" alt="A (?:"|&quot;|&#x22;)quay/)
  const id = idOf(sent)
  const image = await house.visitor().get(urls.image(id))
  assert.equal(image.status, 200)
  assert.equal(image.headers.get('content-type'), 'image/png')
  assert.equal(image.headers.get('content-disposition'), 'inline')
  assert.equal(image.headers.get('x-content-type-options'), 'nosniff')
  assert.match(image.headers.get('content-security-policy') ?? '', /^default-src 'none'/)
})

onBothHouses('what a camera wrote beside a picture is not kept', async (house) => {
  const { visitor, work } = await authorOf(house)
  await add(visitor, work, png('GPS 54.97 N 1.61 W'))
  const { bytes } = await house.db.selectFrom('image').select('bytes').executeTakeFirstOrThrow()
  assert.deepEqual(Buffer.from(bytes), Buffer.from(png()))
})

onBothHouses('what is no picture is refused, whatever it is called', async (house) => {
  const { visitor, work } = await authorOf(house)
  const svg = new TextEncoder().encode(
    '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
  )
  const page = new TextEncoder().encode('<!doctype html><script>alert(1)</script>')
  const large = new Uint8Array(2 * 1024 * 1024 + 1)
  large.set(png())
  for (const bytes of [svg, page, large, png().slice(0, 20), new Uint8Array([1])]) {
    const sent = await add(visitor, work, bytes, { alt: 'Kept as typed' })
    assert.equal(sent.status, 422)
    assert.match(sent.text, /no picture that the archive takes/)
    assert.deepEqual(sent.form(urls.deskImages(work)).values.get('alt'), ['Kept as typed'])
  }
  const none = await visitor.get(urls.deskImages(work))
  assert.equal((await none.form(urls.deskImages(work)).send()).status, 422)
  const long = await add(visitor, work, png(), { alt: '🌊'.repeat(501) })
  assert.equal(long.status, 422)
  assert.equal((await add(visitor, work, png(), { alt: '🌊'.repeat(500) })).status, 303)
  assert.equal((await house.db.selectFrom('image').select('id').execute()).length, 1)
})

onBothHouses('a picture is for whom its work is', async (house) => {
  const { visitor, work } = await authorOf(house, { publish: false })
  const other = house.visitor()
  await signUp(house, other, { penName: 'Bo Lantern' })
  const moderator = house.visitor()
  await signUp(house, moderator, { penName: 'Mo Warden', role: 'moderator' })
  const stranger = house.visitor()
  const path = urls.image(idOf(await add(visitor, work, png())))
  const statuses = async () => {
    const all = [stranger, other, moderator, visitor]
    return Promise.all(all.map(async (who) => (await who.get(path)).status))
  }
  const set = (columns: Record<string, string | number | null>) =>
    house.write(async (tx) => {
      await tx.updateTable('work').set(columns).where('id', '=', work).execute()
    })
  assert.deepEqual(await statuses(), [404, 404, 404, 200])
  const own = await visitor.get(path)
  assert.equal(own.headers.get('cache-control'), 'private, no-store')
  const etag = own.headers.get('etag') ?? ''
  assert.equal((await stranger.get(path, { 'if-none-match': etag })).status, 404)
  assert.equal((await stranger.get(path, { 'if-none-match': '*' })).status, 404)
  await visitor.post(urls.deskPublication(work))
  assert.deepEqual(await statuses(), [200, 200, 200, 200])
  const open = await stranger.get(path)
  assert.equal(open.headers.get('cache-control'), 'public, no-cache')
  const again = await stranger.get(path, { 'if-none-match': open.headers.get('etag') ?? '' })
  assert.equal(again.status, 304)
  assert.equal(again.text, '')
  assert.equal((await other.get(path)).headers.get('cache-control'), 'private, no-cache')
  await set({ accounts_only: 1 })
  assert.deepEqual(await statuses(), [404, 200, 200, 200])
  await set({ hidden_at: '2026-11-23T09:00:00.000Z' })
  assert.deepEqual(await statuses(), [404, 404, 404, 200])
  await set({ hidden_at: null, accounts_only: 0, deleted_at: '2026-11-23T09:00:00.000Z' })
  assert.deepEqual(await statuses(), [404, 404, 404, 200])
  assert.equal((await stranger.get(urls.image('0123456789abcdef'))).status, 404)
})

onBothHouses('a picture is deleted by its own work’s author alone', async (house) => {
  const { visitor, person, work } = await authorOf(house)
  const id = idOf(await add(visitor, work, png()))
  const other = house.visitor()
  const bo = await signUp(house, other, { penName: 'Bo Lantern' })
  const theirs = await postText(house, bo, 'Title: Lanterns\n\nLit.\n', { publish: false })
  const sibling = await postText(house, person, 'Title: Tides\n\nHigh.\n', { publish: false })
  const fields = { do: 'delete', image: id }
  assert.equal((await other.post(urls.deskImages(work), fields)).status, 404)
  assert.equal((await other.post(urls.deskImages(theirs), fields)).status, 404)
  assert.equal((await visitor.post(urls.deskImages(sibling), fields)).status, 404)
  const nul = { do: 'delete', image: '\0' }
  assert.equal((await visitor.post(urls.deskImages(work), nul)).status, 404)
  assert.equal((await visitor.get(urls.image(id))).status, 200)
  const gone = await visitor.post(urls.deskImages(work), fields)
  assert.match((await gone.follow()).text, /The picture is deleted/)
  assert.equal((await visitor.get(urls.image(id))).status, 404)
})

onBothHouses('a work and an account hold so many pictures and no more', async (house) => {
  const { visitor, person, work } = await authorOf(house)
  const fill = (into: WorkId, count: number, size: number, name: string) =>
    house.write(async (tx) => {
      for (let at = 0; at < count; at++) {
        const image = { id: `${name}${at}`, work_id: into, media_type: 'image/png' }
        const row = {
          ...image,
          bytes: new Uint8Array(size),
          created_at: '2026-11-01T10:00:00.000Z',
        }
        await tx.insertInto('image').values(row).execute()
      }
    })
  const { ofWork, ofAccount } = imageLimits
  await fill(work, ofWork.count - 1, 1, 'a')
  assert.equal((await add(visitor, work, png())).status, 303)
  const full = await add(visitor, work, png(), { alt: 'Kept' })
  assert.equal(full.status, 422)
  assert.match(full.text, /as many pictures as it can/)
  const second = await postText(house, person, 'Title: Tides\n\nHigh.\n', { publish: false })
  await fill(second, 25, 2 * 1024 * 1024, 'b')
  assert.match((await add(visitor, second, png())).text, /as many pictures as it can/)
  const third = await postText(house, person, 'Title: Bells\n\nLow.\n', { publish: false })
  await fill(third, ofAccount.count - ofWork.count - 26, 1, 'c')
  const last = await postText(house, person, 'Title: Ropes\n\nWet.\n', { publish: false })
  assert.equal((await add(visitor, last, png())).status, 303)
  const most = await add(visitor, last, png())
  assert.equal(most.status, 422)
  assert.match(most.text, /Your works hold as many pictures as they can/)
  const other = house.visitor()
  const bo = await signUp(house, other, { penName: 'Bo Lantern' })
  const theirs = await postText(house, bo, 'Title: Lanterns\n\nLit.\n', { publish: false })
  assert.equal((await add(other, theirs, png())).status, 303)
})
