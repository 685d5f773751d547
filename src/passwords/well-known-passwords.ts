import { type Blocklist, blocklistOf } from './rules/blocklist.ts'

/**
 * The blocklist that ships, made once, at start. Written down from common knowledge, not taken from a breach corpus;
 * look-alike spellings, case, blanks and punctuation need no entry of their own (rules/blocklist.ts).
 */
export function wellKnownPasswords(): Blocklist {
  return blocklistOf({
    whole: entriesOf(PHRASES),
    words: entriesOf(WORDS),
    additions: [...entriesOf(ADDITIONS), ...YEARS],
  })
}

function entriesOf(text: string): readonly string[] {
  return text.split(/\s+/).filter((entry) => entry !== '')
}

/** Years of birth, and those in which passwords are set: 1950 to 2040. */
const YEARS = Array.from({ length: 91 }, (_, index) => String(1950 + index))

/** What is put in front or behind to make a word long enough. */
const ADDITIONS = `
  0 1 2 3 4 5 6 7 8 9 00 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 33
  44 55 66 68 69 77 88 89 90 99 000 007 100 101 111 123 222 234 321 333 365 444 520 555 666 777 786 852 888 911 987 999
  1111 1122 1212 1234 1313 1314 2580 4321 6969 8888 9876 9999 12345 54321 11111 23456 88888
  123123 123321 123456 654321 111111 112233 121212 666666 888888 520520 5201314 1234567 7654321 12345678 87654321
  11111111 88888888 123456789 987654321 1234567890 0987654321 0123456789 a1 aa aaa abc abcd abcde xyz z zz x xx xxx
  my the our your this new old super mega hello welcometo i iam big little sweet hot cool mr mrs dr no number
`

/** Words that people make passwords of: worn-out passwords first, then names, seasons, places, teams and trades. */
const WORDS = `
  password passwort passw0rd pass passphrase passcode mypassword thepassword newpassword oldpassword yourpassword
  password1 nopassword changeme changeit changethis changeme1 letmein letmeinnow welcome welcomeback welcomehome
  admin administrator administration root superuser sysadmin sysop operator supervisor manager guest visitor user
  username testuser test tester testing testing123 temp temporary default secret topsecret secrets private
  confidential security secure access login logon logout signin master masterkey mastermind keymaster server service
  system database backup computer internet network windows microsoft macintosh apple google gmail facebook youtube
  twitter instagram linkedin amazon samsung android iphone nokia motorola sony nintendo playstation xbox pokemon
  pikachu minecraft roblox fortnite starcraft warcraft counterstrike
  qwerty qwertyuiop qwertyui qwertz azerty asdf asdfgh asdfghjkl asdfjkl zxcvbn zxcvbnm qazwsx qazwsxedc qwer qweasd
  qweasdzxc qwaszx 1qaz2wsx 1qazxsw2 zaq12wsx zaq1xsw2 1q2w3e 1q2w3e4r 1q2w3e4r5t q1w2e3 q1w2e3r4 a1b2c3 a1b2c3d4 abc123
  abcd1234 abcdef abcdefg 123qwe 123abc 1234qwer asd123 qwe123 zxc123 147258369 159357 789456123 987654321
  love lover iloveyou iloveu iloveme ilovehim iloveher iloveyousomuch loveyou loveme lovely lovers mylove truelove
  forever always together family mother father brother sister daughter grandma grandpa baby babygirl babyboy princess
  prince angel angels heaven blessed blessing jesus jesuschrist christ god godisgood godislove buddha allah bismillah
  faith grace freedom happy happiness lucky fortune money dollar rich wealth success winner champion victory
  monkey dragon tiger lion eagle falcon phoenix panther panda rabbit horse dolphin butterfly spider scorpion shadow
  puppy kitty kitten doggy cat dog bear wolf shark
  sunshine moonlight starlight rainbow flower flowers sunflower summer winter spring autumn snowflake ocean mountain
  river island thunder lightning diamond crystal silver golden orange banana strawberry blueberry chocolate cookie
  coffee cheese pepper ginger honey sugar candy
  january february march april may june july august september october november december
  monday tuesday wednesday thursday friday saturday sunday christmas halloween birthday holiday vacation newyear
  superman batman spiderman ironman captain wolverine starwars skywalker darthvader matrix neo terminator godzilla
  trustno1 whatever nothing anything something everything nobody someone hello helloworld goodbye thankyou please
  football baseball basketball softball soccer hockey tennis golf swimming fishing hunting liverpool arsenal chelsea
  manchester manchesterunited mancity barcelona realmadrid juventus lakers yankees cowboys steelers
  ronaldo ronaldinho cristiano messi beckham jordan23 kobe gundam naruto sasuke onepunchman dragonball hellokitty
  mickeymouse mickey minnie tinkerbell spongebob snoopy garfield doraemon snowwhite cinderella barbie
  metallica nirvana slipknot linkinpark blink182 eminem beatles rockandroll rocknroll guitar drummer music
  ferrari porsche mercedes toyota honda yamaha mustang corvette camaro
  michael michelle jennifer jessica jordan charlie ashley amanda andrew daniel david robert thomas joshua matthew
  anthony christopher nicholas alexander alexandra elizabeth victoria samantha stephanie nicole melissa patricia
  maggie hannah sophie william richard charles edward george jackson hunter harley taylor thompson
  london newyork paris california florida texas america australia canada england germany india china
  hongkong hongkong1 kowloon newterritories victoriaharbour victoriapeak lantau wanchai causewaybay mongkok tsimshatsui
  shatin yuenlong shenzhen guangzhou macau beijing shanghai singapore taiwan taipei tokyo asia asiaworld
  woaini woaiwojia woaini1314 wodemima mima aini baobei laopo laogong gongxifacai kungheifatchoy dimsum octopus jockeyclub
  money888 lucky888 fatfat888 5201314 1314520 7758521 7758258
  business company office corporate finance financial banking bank broker brokers trader trading securities stocks stock
  options futures derivatives clearing clearinghouse settlement exchange market markets margin portfolio investment
  investor capital treasury terminal smartcard onetime participant circular
`

/** Well known as they stand: phrases, walks over the keyboard and over the number pad. */
const PHRASES = `
  correcthorsebatterystaple correcthorsebattery horsebatterystaple thisismypassword thisisapassword thisisnotapassword
  thisisasecret itsasecret mysecretpassword secretpassword supersecretpassword verysecurepassword strongpassword
  mystrongpassword averystrongpassword notmypassword iforgotmypassword forgotpassword forgottenpassword passwordpassword
  passwordispassword thepasswordispassword passwordadmin adminpassword rootpassword adminadmin adminadminadmin
  administrator1 letmeinplease pleaseletmein openthedoor opensesame abracadabra hocuspocus changethispassword
  pleasechangeme changemenow changemeplease donotenter keepout nevermind neversaynever
  iloveyouforever iloveyouverymuch iloveyoubaby iloveyou3000 iloveyou1000 iwillalwaysloveyou loveyouforever
  inlovewithyou loveislove godblessyou godblessme inGodwetrust ingodwetrust jesuslovesme jesusislord thankyoulord
  mybirthday happybirthday happynewyear merrychristmas lovemyfamily ilovemyfamily ilovemymom ilovemydad
  helloworld1 hellohello goodmorning goodnight whatsup howareyou howareyoutoday
  tobeornottobe maytheforcebewithyou theforceawakens winteriscoming valarmorghulis youshallnotpass
  iamironman iambatman darthvader1 harrypotter hermionegranger lordoftherings gameofthrones onepiece dragonballz
  manchesterunited youllneverwalkalone liverpoolfc arsenalfc chelseafc barcelonafc realmadridcf newyorkyankees
  onetwothree onetwothreefour onetwothreefourfive abcdefghijkl abcdefghijklm abcdefghijklmnopqrstuvwxyz abcdef123456
  abc123abc123 123abc123abc aaa111aaa111 a123456789 a1234567890 aa123456789 q123456789 1234567890a 1234567890q
  1234567890abc 1234567890qwerty qwerty1234567890 qwerty123456 qwertyqwerty qwertyuiopasdfghjkl
  qwertyuiopasdfghjklzxcvbnm asdfghjklqwertyuiop zxcvbnmasdfghjkl poiuytrewq mnbvcxz mnbvcxzlkjhgfdsa lkjhgfdsa
  asdfasdfasdf qwerqwerqwer zxcvzxcvzxcv qweasdzxc123 123qweasdzxc qweqweqwe asdasdasd zxczxczxc qazqazqaz
  1q2w3e4r5t6y 1q2w3e4r5t6y7u 1q2w3e4r5t6y7u8i q1w2e3r4t5y6 1qaz2wsx3edc 1qaz2wsx3edc4rfv zaq12wsxcde3 zaq1xsw2cde3
  1qazxsw23edc 1qazxsw23edcvfr4 qazwsxedcrfv qazwsxedcrfvtgb 2wsx3edc4rfv !qaz2wsx !qaz@wsx#edc qaz123wsx456
  123123123123 121212121212 112233445566 111222333444 123456123456 123456654321 123456789123 987654321987
  123454321 12345678987654321 147258369147 147852369 741852963 159753456852 789456123789 100200300400 102030405060
  314159265358 31415926535 271828182845 161803398874 007007007007 696969696969 420420420420 888888888888 666666666666
  000000000000 111111111111 012345678901 123456789012 999999999999 520520520520 131452013145 woaiwojia1314
  lovelovelove teamoteamoteamo ilovemyself ilovemyselfmore ilovemusic ilovechocolate ilovefootball ilovehongkong
  unbelievable unforgettable independence international encyclopedia congratulations constantinople massachusetts
  philadelphia californication supercalifragilisticexpialidocious antidisestablishmentarianism northcarolina
  assassinscreed leagueoflegends callofduty grandtheftauto worldofwarcraft finalfantasy teamfortress counterstrike16
  alohomora wingardiumleviosa expectopatronum expelliarmus quidditch dumbledore slytherin gryffindor
  highschoolmusical mychemicalromance greendayrocks avengedsevenfold redhotchilipeppers backstreetboys
  rockyou123456 monkeybusiness
  a1b2c3d4e5f6 abcd1234abcd 1234abcd1234 pass1234word pass123word123 p4ssw0rd1234 qwerty12qwerty welcome12welcome
`
