/**
 * Passwords that are tried first everywhere: of eight characters or more, in lower case, with signs and repeated parts
 * left as people type them. Digits at the end of a listed word are looked through too.
 */
export const commonPasswords: ReadonlySet<string> = new Set(
  `password passwort passw0rd p@ssword p@ssw0rd passpass iloveyou sunshine princess football
  baseball superman trustno1 starwars whatever computer michelle jennifer internet samantha
  welcome welcome1 qwertyui qwertyuiop qwerty123 qwertz qwertzuiop asdfghjk asdfghjkl zxcvbnm
  zxcvbnmm 1q2w3e4r 1q2w3e4r5t 1qaz2wsx qazwsxedc q1w2e3r4 zaq12wsx abcd1234 abc12345
  abcdefgh abcdefghi letmein letmeinn changeme changeit default admin admin123 administrator
  12345678 123456789 1234567890 0123456789 87654321 987654321 0987654321 11111111 00000000
  88888888 99999999 12341234 11223344 112233445566 123123123 147258369 789456123 123321123
  12344321 iloveyou1 lovelove fuckyou fuckyouu babygirl butterfly jonathan elizabeth liverpool
  charlie1 chocolate cheesecake mercedes corvette marlboro midnight victoria alexander
  november december september february harrypotter hogwarts gryffindor hermione voldemort
  pokemon pokemon1 pikachu minecraft fanfiction fanfic archive tweed tweedtweed spiderman
  supernatural sherlock sherlocked doctorwho tardis naruto sasuke metallica slipknot blink182
  dragon dragonball monkey shadow master mustang jordan23 qwerty qwert123 test1234 testtest
  secret secretsecret freedom dontforget nothing nopassword mypassword mypass password1 pass1234
  correcthorsebatterystaple hunter22 hello123 hellohello goodluck blessing lovely angel123`
    .split(/\s+/)
    .filter(Boolean),
)
