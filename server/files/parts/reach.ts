import { Refusal } from '../../platform/refusal.ts'

/**
 * Asks something of the file store; when it fails, the caller is told to try later, and the log says why.
 * @throws Refusal 'unavailable' `temporarily-unavailable`
 */
export async function reach<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (error) {
    throw Object.assign(new Refusal('unavailable', 'temporarily-unavailable'), { cause: error })
  }
}
