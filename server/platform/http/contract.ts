import type { Static, TSchema } from 'typebox'
import type { Instant } from '../values.ts'

/** One HTTP endpoint as data: the server serves it, the client calls it, OpenAPI prints it. */
export type Endpoint = {
  /** Permission the actor must hold; 'anyone' needs no sign-in, 'signed-in' any account. */
  may: `${string}:${string}` | 'anyone' | 'signed-in'
  /** One line for the API's description. */
  summary?: string
  params?: TSchema
  query?: TSchema
  body?: TSchema
  reply: TSchema
  status?: 200 | 201 | 202
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
export type Contract = Record<`${Method} /${string}`, Endpoint>

type Part<E extends Endpoint, K extends 'params' | 'query' | 'body'> =
  E extends Record<K, infer S extends TSchema> ? { [P in K]: Static<S> } : unknown

/** What a caller must send. */
export type Input<E extends Endpoint> = Part<E, 'params'> & Part<E, 'query'> & Part<E, 'body'>

/** What a caller gets back. */
export type Reply<E extends Endpoint> = Static<E['reply']>

/** What a handler may return: the reply, with moments still as Dates and extra columns allowed. */
export type Returned<T> = unknown extends T
  ? T
  : T extends Instant
    ? Date | Instant
    : T extends string | number | boolean | null | undefined
      ? T
      : T extends readonly (infer Item)[]
        ? readonly Returned<Item>[]
        : { [K in keyof T]: Returned<T[K]> }
