import type { Deps } from '../platform/deps.ts'
import type { ScanVerdict } from '../platform/scanner/port.ts'

/** Waits for the scanner: the only reason to hold a file back that goes away by itself. */
export const NOT_SCANNED = 'attachment-not-scanned'

/** What the scanner says; `away` when it cannot be asked, which the log tells. */
export const scanned = async (
  { scanner, log }: Pick<Deps, 'scanner' | 'log'>,
  fileId: string,
  bytes: Uint8Array | AsyncIterable<Uint8Array>,
): Promise<ScanVerdict | 'away'> =>
  scanner.scan(bytes).catch((err) => {
    log.warn({ err, fileId }, 'not scanned yet; it is held back until it is')
    return 'away'
  })
