import type { FastifyInstance } from 'fastify'
import { BadEnvironment, type Config } from './config.ts'

const REASONS: Record<string, [zh: string, en: string]> = {
  EADDRINUSE: ['已有其他程式使用這個位址', 'another program uses this address'],
  EADDRNOTAVAIL: ['這台機器沒有這個位址', 'this machine has no such address'],
  EACCES: ['沒有使用這個連接埠的權限', 'this port is not allowed to us'],
}

/** Starts to listen. @throws BadEnvironment when the place is taken, forbidden or not there */
export async function listen(app: FastifyInstance, { host, port }: Pick<Config, 'host' | 'port'>) {
  try {
    await app.listen({ host, port })
  } catch (error) {
    const reason = REASONS[String((error as NodeJS.ErrnoException).code)]
    if (!reason) throw error
    throw new BadEnvironment(
      `無法在 ${host}:${port} 提供服務：${reason[0]}。資料沒有變動；請以 HOST、PORT 指定其他位址後再啟動。\n` +
        `Not started at ${host}:${port}: ${reason[1]}. Name another place with HOST and PORT.`,
    )
  }
}
