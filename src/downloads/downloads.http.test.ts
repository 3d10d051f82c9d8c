import assert from 'node:assert/strict'
import { urls } from '#urls.ts'
import { onBothHouses } from '../../test/support/house.ts'
import { authorWithWork, setWork } from '../../test/support/talk.ts'

onBothHouses(
  'a work is taken along as a file, and not sent again while it is the same',
  async (house) => {
    const { work } = await authorWithWork(house)
    const page = await house.visitor().get(urls.work(work))
    assert.match(page.text, /download\/Saltgrass%20-%20The%20Ferry%20at%20Noon\.epub/)
    const path = urls.download(work, 'a.html')
    const file = await house.app.request(path)
    assert.equal(file.status, 200)
    assert.match(
      file.headers.get('content-disposition') ?? '',
      /^attachment; filename="Saltgrass - The Ferry at Noon\.html"/,
    )
    assert.match(await file.text(), /nobody was on it/)
    const etag = file.headers.get('etag') ?? ''
    assert.equal(
      (await house.app.request(path, { headers: { 'if-none-match': etag } })).status,
      304,
    )
    assert.equal((await house.app.request(urls.download(work, 'a.exe'))).status, 404)
    assert.equal((await house.app.request(urls.downloadChapter(work, 1, 'a.epub'))).status, 200)
    assert.equal((await house.app.request(urls.downloadChapter(work, 2, 'a.epub'))).status, 404)
  },
)

onBothHouses(
  'who may not read a work gets no file of it, and comfort is asked about first',
  async (house) => {
    const { work, author } = await authorWithWork(house)
    const path = urls.download(work, 'a.txt')
    await setWork(house, work, { rating: 'E' })
    const asked = await house.visitor().get(path)
    assert.equal(asked.location, urls.work(work))
    await setWork(house, work, { rating: 'G', accounts_only: 1 })
    assert.equal((await house.visitor().get(path)).status, 404)
    assert.equal((await author.get(path)).status, 200)
    await setWork(house, work, { accounts_only: 0, hidden_at: '2026-01-01T00:00:00.000Z' })
    assert.equal((await author.get(path)).status, 404)
  },
)
