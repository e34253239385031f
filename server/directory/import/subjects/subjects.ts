import type { Subject } from '../shapes.ts'
import { agencies } from './agencies.ts'
import { people } from './people.ts'
import type { SubjectWork } from './subject.ts'
import { systems } from './systems.ts'

export const subjects: Record<Subject, SubjectWork> = { agencies, people, systems }
