import { X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useSystems } from '../../platform/catalogue.ts'
import { useT } from '../../platform/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { ComboBox } from '../../ui/ComboBox.tsx'
import { Select } from '../../ui/Select.tsx'

export type Skill = { systemId: number; level: number }

const LEVELS = ['one', 'two', 'three'] as const

/** The systems that an agent knows, each with a level; more can be added and all can be removed. */
export function SkillList({
  skills,
  onChange,
}: {
  skills: readonly Skill[]
  onChange: (skills: readonly Skill[]) => void
}) {
  const { t } = useT('board')
  const { systems, nameOf } = useSystems()
  const [added, setAdded] = useState(0)
  const adding = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (added > 0) adding.current?.scrollIntoView({ block: 'nearest' })
  }, [added])
  const others = systems.filter(({ id }) => !skills.some(({ systemId }) => systemId === id))
  return (
    <section className="board-skills">
      <h3>{t('settings.skills')}</h3>
      <p>{t('settings.skillsHelp')}</p>
      {skills.length === 0 && <p>{t('settings.noSkills')}</p>}
      <ul>
        {skills.map(({ systemId, level }) => (
          <li key={systemId}>
            <span>{nameOf(systemId)}</span>
            <Select
              label={t('settings.level', { system: nameOf(systemId) })}
              hideLabel
              placeholder={null}
              options={LEVELS.map((key, n) => ({ id: String(n + 1), label: t(`settings.levels.${key}`) }))}
              value={String(level)}
              onChange={(chosen) =>
                onChange(
                  skills.map((one) =>
                    one.systemId === systemId ? { systemId, level: Number(chosen) } : one,
                  ),
                )
              }
            />
            <Button
              variant="quiet"
              size="small"
              icon={<X aria-hidden />}
              aria-label={t('settings.remove', { system: nameOf(systemId) })}
              onPress={() => onChange(skills.filter((one) => one.systemId !== systemId))}
            />
          </li>
        ))}
      </ul>
      <div ref={adding}>
        <ComboBox
          // Another empty one after each system added, ready for the next.
          key={added}
          autoFocus={added > 0}
          label={t('settings.addSystem')}
          items={others.map(({ id, name, shortName, code, oldNames }) => ({
            id: String(id),
            label: shortName,
            detail: name,
            keywords: [code, ...oldNames],
          }))}
          value={null}
          onChange={(id) => {
            if (!id) return
            onChange([...skills, { systemId: Number(id), level: 1 }])
            setAdded(added + 1)
          }}
        />
      </div>
    </section>
  )
}
