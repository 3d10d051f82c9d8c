import { isSceneBreak } from '#prose/scene-breaks.ts'
import type { Line } from './lines.ts'

/** Whether a line only parts what surrounds it: `<hr>`, or what prose takes for a scene break. */
export function isRuler(line: Line | undefined): boolean {
  return line !== undefined && (line.ruler === true || isSceneBreak(line.text))
}
