import type { Migration } from './migration.ts'

/** The list of warnings that an archive begins with; the archivist can change it. */
export const warningKinds: Migration = {
  name: '0005-warning-kinds',
  up: () => [
    `insert into warning_kind (code, name, position) values
      ('graphic-violence', 'Graphic violence', 1),
      ('major-character-death', 'Major character death', 2),
      ('rape-non-con', 'Rape or non-consensual sex', 3),
      ('underage-sex', 'Underage sex', 4),
      ('self-harm-suicide', 'Self-harm or suicide', 5),
      ('abuse', 'Abuse', 6),
      ('dubious-consent', 'Dubious consent', 7),
      ('incest', 'Incest', 8),
      ('gore', 'Gore', 9),
      ('torture', 'Torture', 10),
      ('drugs', 'Drug use', 11),
      ('eating-disorders', 'Eating disorders', 12),
      ('animal-death', 'Harm to animals', 13)`,
    `create index notice_unseen on notice (pen_name_id) where seen_at is null`,
    `create index report_comment on report (comment_id)`,
    `create index account_role on account (role) where role <> 'reader'`,
  ],
}
