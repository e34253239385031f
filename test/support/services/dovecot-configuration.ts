import { join } from 'node:path'

type Given = { version: string; folder: string; port: number; owner: number }

/** A server that keeps Maildirs and listens on loopback; Debian 12 has Dovecot 2.3, Debian 13 has 2.4, which reads another file. */
export const configurationOf = (given: Given) =>
  given.version.startsWith('2.3') ? before24(given) : since24(given)

const common = ({ folder, port }: Given) => `
base_dir = ${join(folder, 'run')}
state_dir = ${join(folder, 'state')}
log_path = ${join(folder, 'log')}
protocols = imap
listen = 127.0.0.1
ssl = no
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service stats {
  process_limit = 1
}
`

const before24 = (given: Given) => `${common(given)}
disable_plaintext_auth = no
mail_max_userip_connections = 200
mail_location = maildir:${join(given.folder, 'mail')}/%u
mail_uid = ${given.owner}
mail_gid = ${given.owner}
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u ${join(given.folder, 'users')}/%u
}
userdb {
  driver = static
  args = uid=${given.owner} gid=${given.owner} home=${join(given.folder, 'mail')}/%u
}
`

const since24 = (given: Given) => `dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
${common(given)}
auth_allow_cleartext = yes
mail_max_userip_connections = 200
mail_driver = maildir
mail_path = ${join(given.folder, 'mail')}/%{user}
mail_uid = ${given.owner}
mail_gid = ${given.owner}
passdb passwd-file {
  passwd_file_path = ${join(given.folder, 'users')}/%{user}
  default_password_scheme = PLAIN
}
userdb static {
  fields {
    uid = ${given.owner}
    gid = ${given.owner}
    home = ${join(given.folder, 'mail')}/%{user}
  }
}
`
