import { urls } from '#urls.ts'
import type { FilePicture, WorkFile } from '#files-out/work-file.ts'
import type { Db } from '#storage/db.ts'
import { readImageBytes, readImageFacts } from '#uploads/image-reads.ts'
import type { Chapter, FrontMatter } from '#works/work.ts'

const mostPictureBytes = 32 * 1024 * 1024

/** What a file of these chapters is made of. Two queries for each picture that the text shows, in its order. */
export async function readWorkFile(
  db: Db,
  origin: string,
  front: FrontMatter,
  chapters: readonly Chapter[],
): Promise<WorkFile> {
  const notes = [front.summary, front.noteBefore, front.disclaimer, front.noteAfter]
  const texts = chapters.flatMap(({ noteBefore, body, noteAfter }) => [noteBefore, body, noteAfter])
  const pictures = new Map<string, FilePicture>()
  let size = 0
  for (const [, id = ''] of [...notes, ...texts]
    .join('')
    .matchAll(/ src="\/images\/([0-9a-z]+)"/g)) {
    const src = urls.image(id)
    if (pictures.has(src)) continue
    const facts = await readImageFacts(db, id)
    // A picture of another work is not this one's to give away.
    if (facts?.workId !== front.id) continue
    const bytes = await readImageBytes(db, id)
    if (!bytes || size + bytes.length > mostPictureBytes) continue
    size += bytes.length
    pictures.set(src, { mediaType: facts.mediaType, bytes })
  }
  return { front, chapters, address: origin + urls.work(front.id), pictures }
}
