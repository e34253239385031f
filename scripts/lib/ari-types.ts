import { readFileSync } from 'node:fs'
import { join } from 'node:path'

type Property = { type: string; required?: boolean; allowableValues?: { values: string[] } }
type Model = { id: string; properties: Record<string, Property>; subTypes?: string[] }
type Parameter = {
  name: string
  paramType: 'path' | 'query' | 'body'
  dataType: string
  required?: boolean
  allowMultiple?: boolean
  allowableValues?: { valueType: string; values: string[] }
}
type Operation = { httpMethod: string; responseClass: string; parameters?: Parameter[] }
type Resource = { apis: { path: string; operations: Operation[] }[]; models?: Record<string, Model> }

const RESOURCES =
  'applications asterisk bridges channels deviceStates endpoints events playbacks recordings sounds'.split(
    ' ',
  )
const PLAIN: Record<string, string> = {
  string: 'string',
  Date: 'string',
  int: 'number',
  long: 'number',
  double: 'number',
  boolean: 'boolean',
  object: 'Record<string, unknown>',
  containers: 'unknown',
  binary: 'unknown',
  void: 'undefined',
}

/** TypeScript of an exchange's own description of ARI: the folder `rest-api` that is installed with it. */
export function ariTypes(folder: string): string {
  const resources = RESOURCES.map(
    (name) => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Resource,
  )
  const models = new Map(resources.flatMap(({ models = {} }) => Object.entries(models)))
  const events = new Set(models.get('Event')?.subTypes ?? [])
  const ofEvents = models.get('Event')!.properties
  const operations = resources.flatMap(({ apis }) =>
    apis.flatMap(({ path, operations }) => operations.map((operation) => ({ path, operation }))),
  )
  const lines = [
    '// Written by scripts/ari-types.mjs from what an exchange says of itself; not to be changed by hand.',
    '',
    '/** What ARI tells and answers, by its own names. */',
    'export type AriModels = {',
    ...[...models]
      .filter(([name]) => !events.has(name) && !/^(Event|Message|RESTRequest)$/.test(name))
      .flatMap(([name, model]) => object(name, model.properties)),
    '}',
    '',
    '/** Its events, by their `type`. */',
    'export type AriEvents = {',
    ...[...events].flatMap((name) =>
      object(
        name,
        { ...models.get('Message')!.properties, ...ofEvents, ...models.get(name)!.properties },
        name,
      ),
    ),
    '}',
    '',
    '/** What can be asked of it: where the parameters of path and query are side by side. */',
    'export type AriOperations = {',
    ...operations.flatMap(({ path, operation }) => [
      `'${operation.httpMethod} ${path}': {`,
      ...inputs(operation.parameters ?? []),
      `out: ${typeOf(operation.responseClass)}`,
      '}',
    ]),
    '}',
    '',
  ]
  return lines.join('\n')
}

const object = (name: string, properties: Record<string, Property>, event?: string) => {
  if (Object.keys(properties).length === 0) return [`${key(name)}: Record<string, never>`]
  return [
    `${key(name)}: {`,
    ...Object.entries(properties).map(([field, property]) =>
      event && field === 'type'
        ? `type: '${event}'`
        : `${key(field)}${property.required ? '' : '?'}: ${ofProperty(property)}`,
    ),
    '}',
  ]
}

const ofProperty = ({ type, allowableValues }: Property) =>
  allowableValues?.values && type === 'string' ? oneOf(allowableValues.values) : typeOf(type)

const ofParameter = ({ dataType, allowableValues, allowMultiple }: Parameter) => {
  if (allowableValues?.valueType === 'LIST' && !allowMultiple) return oneOf(allowableValues.values)
  return allowMultiple ? `${typeOf(dataType)} | ${typeOf(dataType)}[]` : typeOf(dataType)
}

/** What goes into the body stands below `json`; path and query are side by side. */
const inputs = (parameters: Parameter[]) => {
  if (parameters.length === 0) return ['in: Record<string, never>']
  const field = (one: Parameter) => `${key(one.name)}${one.required ? '' : '?'}: ${ofParameter(one)}`
  const body = parameters.filter(({ paramType }) => paramType === 'body')
  const others = parameters.filter(({ paramType }) => paramType !== 'body')
  return [
    'in: {',
    ...others.map(field),
    ...(body.length > 0 ? ['json?: {', ...body.map(field), '}'] : []),
    '}',
  ]
}

const oneOf = (values: string[]) => values.map((value) => `'${value}'`).join(' | ')
const key = (name: string) => (/^[a-z_$][\w$]*$/i.test(name) ? name : `'${name}'`)
const typeOf = (name: string): string => {
  const list = /^List\[(.+)\]$/.exec(name)?.[1]
  if (list) return `${typeOf(list)}[]`
  if (/^(Event|Message)$/.test(name)) return 'unknown'
  return PLAIN[name] ?? `AriModels['${name}']`
}
