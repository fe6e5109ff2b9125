// Written by Scripts/generate-region-names from CLDR. Do not edit.

extension RegionNames {
  /// The names of each region, in lower case, apart by `|`.
  static let table: KeyValuePairs<String, String> = [
    "AC":
      "ascension|ascension adası|ascension-eyja|ascensioni saar|ascension island|ascension-saari|ascension-sziget|ascension uhartea|ascensionøen|dangun žengimo sala|debesbraukšanas sala|île de l’ascension|ilha de ascensão|illa de ascensión|illa de l’ascensió|insula ascension|isla de la ascensión|isola ascensione|oileán na deascabhála|otok ascension|otok uzašašća|pulau ascension|wyspa wniebowstąpienia|đảo ascension|νήσος ασενσιόν|о-в вознесения|остров възнесение|острів вознесіння|האי אסנשן|جزيرة أسينشيون|असेंशन द्वीप|เกาะแอสเซนชัน|어센션섬|アセンション島|阿森松岛|阿森松島",
    "AD":
      "and|andora|andorra|andorre|ανδόρα|андора|андорра|אנדורה|أندورا|एंडोरा|อันดอร์รา|안도라|アンドラ|安道尔|安道爾",
    "AE":
      "aontas na néimíríochtaí arabacha|apvienotie arābu emirāti|araabia ühendemiraadid|arabiar emirerri batuak|arabiemiirikunnat|are|birleşik arap emirlikleri|các tiểu vương quốc ả rập thống nhất|de forenede arabiske emirater|de forente arabiske emirater|egyesült arab emírségek|emirados árabes unidos|emiratele arabe unite|emirates|emirati arabi uniti|emiratos árabes unidos|émirats arabes unis|emirats àrabs units|emiriah arab bersatu|förenade arabemiraten|jungtiniai arabų emyratai|l-emirati għarab magħquda|sameinuðu arabísku furstadæmin|spojené arabské emiráty|u.a.e.|ujedinjeni arapski emirati|uni emirat arab|united arab emirates|vereinigte arabische emirate|verenigde arabische emiraten|združeni arabski emirati|zjednoczone emiraty arabskie|ηνωμένα αραβικά εμιράτα|оаэ|обʼєднані арабські емірати|обединени арабски емирства|איחוד האמירויות הערביות|الإمارات العربية المتحدة|संयुक्त अरब अमीरात|สหรัฐอาหรับเอมิเรตส์|아랍에미리트|アラブ首長国連邦|阿拉伯联合酋长国|阿拉伯聯合大公國",
    "AF":
      "afeganistão|afg|afganistan|afganistāna|afganistanas|afganisztán|afghanistan|an afganastáin|l-afganistan|owganystan|αφγανιστάν|афганистан|афганістан|אפגניסטן|أفغانستان|अफ़गानिस्तान|อัฟกานิสถาน|아프가니스탄|アフガニスタン|阿富汗",
    "AG":
      "antigua a barbuda|antigua agus barbúda|antigua and barbuda|antigua & barbuda|antigua dan barbuda|antigua e barbuda|antigua en barbuda|antigua és barbuda|antigua eta barbuda|antigua-et-barbuda|antigua i barbuda|antigua ja barbuda|antigua och barbuda|antigua og barbuda|antigua și barbuda|antigua u barbuda|antigua und barbuda|antigua và barbuda|antigua ve barbuda|antigua y barbuda|antigva i barbuda|antigva in barbuda|antigva ir barbuda|antígva og barbúda|antigva un barbuda|atg|αντίγκουα και μπαρμπούντα|антигуа и барбуда|антигуа і барбуда|אנטיגואה וברבודה|أنتيغوا وبربودا|एंटिगुआ और बरबुडा|แอนติกาและบาร์บูดา|앤티가 바부다|アンティグア・バーブーダ|安地卡及巴布達|安提瓜和巴布达",
    "AI":
      "aia|aingira|angaíle|angilija|angilja|anguila|anguilla|angvila|angvilla|ανγκουίλα|ангилья|ангуила|ангілья|אנגווילה|أنغويلا|एंग्विला|แองกวิลลา|앵귈라|アンギラ|安圭拉|安奎拉",
    "AL":
      "alb|albaania|albania|albanie|albanien|albanija|albánsko|an albáin|arnavutluk|l-albanija|shqipëri|αλβανία|албания|албанія|אלבניה|ألبانيا|अल्बानिया|แอลเบเนีย|알바니아|アルバニア|阿尔巴尼亚|阿爾巴尼亞",
    "AM":
      "an airméin|arm|armeenia|armenia|armenië|armenien|armenija|arménsko|ermenistan|l-armenja|örményország|αρμενία|армения|вірменія|հայաստան|ארמניה|أرمينيا|आर्मेनिया|อาร์เมเนีย|아르메니아|アルメニア|亚美尼亚|亞美尼亞",
    "AO": "ago|angola|l-angola|αγκόλα|ангола|אנגולה|أنغولا|अंगोला|แองโกลา|앙골라|アンゴラ|安哥拉",
    "AQ":
      "antarctica|antarctique|antarktida|antarktika|antarktis|antarktisz|antarktyda|antartaice|antàrtida|antartide|antartika|ata|l-antartika|nam cực|suðurskautslandið|ανταρκτική|антарктида|антарктика|אנטארקטיקה|أنتاركتيكا|अंटार्कटिका|แอนตาร์กติกา|남극 대륙|南极洲|南極|南極洲",
    "AR":
      "an airgintín|arg|argentiina|argentina|argentine|argentinië|argentinien|argentyna|arjantin|arxentina|l-arġentina|αργεντινή|аргентина|аржентина|ארגנטינה|الأرجنتين|अर्जेंटीना|อาร์เจนตินา|아르헨티나|アルゼンチン|阿根廷",
    "AS":
      "ameerika samoa|american samoa|americká samoa|amerikaans-samoa|amerikai szamoa|amerikanisch-samoa|amerikan samoa|amerikan samoası|amerikanska samoa|amerikansk samoa|amerikos samoa|ameriška samoa|asm|asv samoa|bandaríska samóa|is-samoa amerikana|samoa américaines|samoa americana|samoa americane|samoa amerika|samoa amerykańskie|samoa estatubatuarra|samoa thuộc mỹ|samó mheiriceá|αμερικανική σαμόα|американска самоа|американское самоа|американське самоа|סמואה האמריקנית|ساموا الأمريكية|अमेरिकी समोआ|อเมริกันซามัว|아메리칸 사모아|米領サモア|美属萨摩亚|美屬薩摩亞",
    "AT":
      "an ostair|austria|austrija|austurríki|ausztria|aut|autriche|avstrija|avusturya|itävalta|l-awstrija|oostenrijk|österreich|österrike|rakousko|rakúsko|østerrike|østrig|αυστρία|австрия|австрія|אוסטריה|النمسا|ऑस्ट्रिया|ออสเตรีย|오스트리아|オーストリア|奥地利|奧地利",
    "AU":
      "an astráil|ástralía|aus|austraalia|australia|australie|australien|australija|ausztrália|avstralija|avustralya|l-awstralja|αυστραλία|австралия|австралія|אוסטרליה|أستراليا|ऑस्ट्रेलिया|ออสเตรเลีย|오스트레일리아|オーストラリア|澳大利亚|澳洲",
    "AW": "abw|aruba|αρούμπα|аруба|ארובה|أروبا|अरूबा|อารูบา|아루바|アルバ|荷屬阿魯巴|阿鲁巴",
    "AX":
      "ahvenamaa|ahvenanmaa|ala|åland|åland adaları|ålandinseln|åland islands|álandseyjar|ålandski otoci|ålandski otoki|åland-szigetek|alandų salos|alandy|îles åland|il-gżejjer aland|ilhas aland|illas åland|illes åland|insulele åland|islas aland|isole åland|kepulauan aland|oileáin åland|olandes salas|quần đảo åland|wyspy alandzkie|νήσοι όλαντ|аландские о-ва|аландські острови|оландски острови|איי אולנד|جزر آلاند|एलैंड द्वीपसमूह|หมู่เกาะโอลันด์|올란드 제도|オーランド諸島|奥兰群岛|奧蘭群島",
    "AZ":
      "acerbaixán|an asarbaiseáin|aserbaidschan|aserbaídsjan|aserbaidžaan|aserbajdsjan|aze|azerbaidjan|azerbaidžan|azerbaidžāna|azerbaidžanas|azerbaigian|azerbaijan|azerbaijão|azerbaiyán|azerbajdžan|azerbajdzjan|azerbajdzsán|azerbaycan|azerbeidzjan|azerbejdżan|azərbaycan|l-ażerbajġan|αζερμπαϊτζάν|азербайджан|азәрбајҹан|אזרבייג׳ן|أذربيجان|अज़रबैजान|อาเซอร์ไบจาน|아제르바이잔|アゼルバイジャン|亞塞拜然|阿塞拜疆",
    "BA":
      "an bhoisnia agus an heirseagaivéin|bih|bosna a hercegovina|bosna-hersek|bosna i hercegovina|bosna in hercegovina|bosnia and herzegovina|bosnia dan herzegovina|bosnia ed erzegovina|bosnia e hercegovina|bósnia e herzegovina|bosnia-hercegovina|bosnia & herzegovina|bòsnia i hercegovina|bośnia i hercegowina|bosnia ja hertsegoviina|bosnia ja hertsegovina|bosnía og hersegóvína|bosnia și herțegovina|bosnia và herzegovina|bosnia y herzegovina|bosnië en herzegovina|bosnie-herzégovine|bosnien-hercegovina|bosnien och hercegovina|bosnien und herzegowina|bosnija ir hercegovina|bosnija un hercegovina|bosznia-hercegovina|il-bożnija-ħerzegovina|βοσνία - ερζεγοβίνη|босна и херцеговина|босния и герцеговина|боснія і герцеговина|בוסניה והרצגובינה|البوسنة والهرسك|बोस्निया और हर्ज़ेगोविना|บอสเนียและเฮอร์เซโกวีนา|보스니아 헤르체고비나|ボスニア・ヘルツェゴビナ|波士尼亞與赫塞哥維納|波斯尼亚和黑塞哥维那",
    "BB":
      "barbade|barbados|barbadosa|barbadosas|brb|μπαρμπέιντος|барбадос|ברבדוס|بربادوس|बारबाडोस|บาร์เบโดส|바베이도스|バルバドス|巴巴多斯|巴貝多",
    "BD":
      "an bhanglaidéis|banglades|bangladeša|bangladešas|bangladesch|bangladesh|bangladess|bangladesz|bgd|il-bangladesh|μπανγκλαντές|бангладеш|בנגלדש|بنغلاديش|बांग्लादेश|বাংলাদেশ|บังกลาเทศ|방글라데시|バングラデシュ|孟加拉|孟加拉国",
    "BE":
      "an bheilg|bel|belçika|belgia|bèlgica|belgicko|belgie|belgien|belgija|belgika|belgio|belgique|belgium|bélxica|il-belġju|βέλγιο|белгия|бельгия|бельгія|בלגיה|بلجيكا|बेल्जियम|เบลเยียม|벨기에|ベルギー|比利时|比利時",
    "BF":
      "bfa|buircíne fasó|burkina fasas|burkina faso|burquina faso|il-burkina faso|μπουρκίνα φάσο|буркина фасо|буркіна-фасо|בורקינה פאסו|بوركينا فاسو|बुर्किना फ़ासो|บูร์กินาฟาโซ|부르키나파소|ブルキナファソ|布吉納法索|布基纳法索",
    "BG":
      "an bhulgáir|bgr|bolgarija|bugarska|bulgaaria|bulgaria|bulgarie|bulgarien|bulgarija|bulgarije|bulgaristan|bulharsko|bułgaria|il-bulgarija|βουλγαρία|болгария|болгарія|българия|בולגריה|بلغاريا|बुल्गारिया|บัลแกเรีย|불가리아|ブルガリア|保加利亚|保加利亞",
    "BH":
      "bahrain|bahrajn|bahrein|bahreina|bahreinas|bahreyn|bairéin|barein|bhr|il-bahrain|μπαχρέιν|бахрейн|בחריין|البحرين|बहरीन|บาห์เรน|바레인|バーレーン|巴林",
    "BI":
      "an bhurúin|bdi|burundi|burundija|burundis|il-burundi|uburundi|μπουρούντι|бурунди|бурунді|בורונדי|بوروندي|बुरुंडी|บุรุนดี|부룬디|ブルンジ|布隆迪|蒲隆地",
    "BJ":
      "beinin|ben|benin|benina|beninas|il-benin|μπενίν|бенин|бенін|בנין|بنين|बेनिन|เบนิน|베냉|ベナン|貝南|贝宁",
    "BL":
      "blm|saint barthelemy|san bartolomé|sankti bartólómeusareyjar|são bartolomeu|sen bartelemi|senbartelmī|s:t barthélemy|svatý bartoloměj|άγιος βαρθολομαίος|сен бартелеми|сен-бартелемі|סנט ברתולומיאו|سان بارتليمي|सेंट बार्थेलेमी|เซนต์บาร์เธเลมี|생바르텔레미|サン・バルテルミー|圣巴泰勒米|聖巴瑟米",
    "BM":
      "beirmiúda|bermuda|bermúdaeyjar|bermudas|bermudes|bermudi|bermudu salas|bermudy|bmu|illas bermudas|βερμούδες|бермудские о-ва|бермудски острови|бермудські острови|ברמודה|برمودا|बरमूडा|เบอร์มิวดา|버뮤다|バミューダ|百慕大|百慕達",
    "BN":
      "brn|brúiné|brunei|brunei darussalam|brunej|bruneja|brunėjus|il-brunei|μπρουνέι|бруней|бруней даруссалам|ברוניי|بروناي|بروني|ब्रूनेई|บรูไน|브루나이|ブルネイ|文莱|汶萊",
    "BO":
      "an bholaiv|bol|boliivia|bolivia|bolivia, plurinational state of|bolivie|bolivien|bolivija|bolivya|boliwia|il-bolivja|βολιβία|боливия|болівія|בוליביה|بوليفيا|बोलीविया|โบลิเวีย|볼리비아|ボリビア|玻利維亞|玻利维亚",
    "BQ":
      "an ísiltír chairibeach|belanda caribbean|belanda karibia|bes|bonaire, sint eustatius and saba|caraibi olandesi|caribbean netherlands|ca-ri-bê hà lan|caribe neerlandés|caribisch nederland|carib neerlandès|de tidligere nederlandske antiller|holland karib-térség|in-netherlands tal-karibew|insulele caraibe olandeze|karayip hollandası|karíbahafshluti hollands|karibeko herbehereak|karibian alankomaat|karibische niederlande|karibiska nederländerna|karibisk nederland|karibské holandsko|karibské nizozemsko|karibų nyderlandai|kariibi madalmaad|karipski otoci nizozemske|nīderlandes karību salas|niderlandy karaibskie|nizozemski karibi|países baixos caribenhos|pays-bas caribéens|ολλανδία καραϊβικής|бонэйр, синт-эстатиус и саба|карибска нидерландия|карибські нідерланди|האיים הקריביים ההולנדיים|هولندا الكاريبية|कैरिबियन नीदरलैंड|เนเธอร์แลนด์แคริบเบียน|네덜란드령 카리브|オランダ領カリブ|荷属加勒比区|荷蘭加勒比區",
    "BR":
      "an bhrasaíl|bra|brasiilia|brasil|brasile|brasilia|brasilien|brazil|brazile|brazilia|brazilië|brazilija|brazylia|brésil|brezilya|il-brażil|βραζιλία|бразилия|бразилія|ברזיל|البرازيل|ब्राज़ील|บราซิล|브라질|ブラジル|巴西",
    "BS":
      "bahama|bahamaeyjar|bahamak|bahamalar|bahamas|bahama-szigetek|bahames|bahami|bahamos|bahamu salas|bahamy|bhs|il-bahamas|na bahámaí|μπαχάμες|багамські острови|багамы|бахамски острови|איי בהאמה|جزر البهاما|बहामास|บาฮามาส|바하마|バハマ|巴哈馬|巴哈马",
    "BT":
      "an bhútáin|bhoutan|bhutan|btn|butan|butāna|butanas|butão|il-bhutan|μπουτάν|бутан|בהוטן|بوتان|भूटान|ภูฏาน|འབྲུག|부탄|ブータン|不丹",
    "BV":
      "bouvet adası|bouveteiland|bouveteyja|bouvetinsel|bouvet island|bouvet’nsaari|bouvetön|bouvetov ostrov|bouvetov otok|bouvet’ saar|bouvet-sziget|bouvet uhartea|bouvetův ostrov|bouvetøen|bouvetøya|buvē sala|bvt|gżira bouvet|île bouvet|ilha bouvet|illa bouvet|insula bouvet|isla bouvet|isola bouvet|oileán bouvet|otok bouvet|pulau bouvet|wyspa bouveta|đảo bouvet|νήσος μπουβέ|о-в буве|остров буве|острів буве|האי בובה|جزيرة بوفيه|बोवेत द्वीप|เกาะบูเว|부베섬|ブーベ島|布威島|布韦岛",
    "BW":
      "an bhotsuáin|bocvana|botsuana|botsvana|botswana|bwa|il-botswana|μποτσουάνα|ботсвана|בוטסואנה|بوتسوانا|बोत्स्वाना|บอตสวานา|보츠와나|ボツワナ|博茨瓦纳|波札那",
    "BY":
      "an bhealarúis|baltarusija|baltkrievija|belarus|belarusz|belorusija|bělorusko|białoruś|bielorrusia|bielorrússia|bielorusko|bielorussia|biélorussie|bjelorusija|blr|hvíta-rússland|il-belarussja|valgevene|valko-venäjä|λευκορωσία|беларус|беларусь|білорусь|בלארוס|بيلاروس|बेलारूस|เบลารุส|벨라루스|ベラルーシ|白俄罗斯|白俄羅斯",
    "BZ":
      "an bheilís|belice|belís|beliza|belizas|belize|blz|il-belize|μπελίζ|белиз|беліз|בליז|بليز|बेलीज़|เบลีซ|벨리즈|ベリーズ|伯利兹|貝里斯",
    "CA":
      "can|canada|ceanada|il-kanada|kanada|καναδάς|канада|קנדה|كندا|कनाडा|แคนาดา|캐나다|ᑲᓇᑕᒥ|カナダ|加拿大",
    "CC":
      "cck|cocoseilanden|cocos (keeling) adaları|cocos (keeling) islands|cocos (keeling) uharteak|cocosøerne|gżejjer cocos (keeling)|îles cocos|ilhas cocos (keeling)|illas cocos (keeling)|illes cocos (keeling)|insulele cocos (keeling)|islas cocos|isole cocos (keeling)|kepulauan cocos (keeling)|kókoseyjar (keeling)|kokosinseln|kokosöarna|kokosové ostrovy|kokosovi (keelingovi) otoci|kokosovi otoki|kokosu (kīlinga) salas|kokosų (kilingo) salos|kokosøyene|kókusz (keeling)-szigetek|kookossaared|kookossaaret (keelingsaaret)|oileáin cocos (keeling)|quần đảo cocos (keeling)|wyspy kokosowe|νήσοι κόκος (κίλινγκ)|кокосови острови (острови кийлинг)|кокосовые о-ва|кокосові (кілінг) острови|איי קוקוס (קילינג)|جزر كوكوس (كيلينغ)|कोकोस (कीलिंग) द्वीपसमूह|หมู่เกาะโคโคส (คีลิง)|코코스 제도|ココス(キーリング)諸島|科克斯（基靈）群島|科科斯（基林）群岛",
    "CD":
      "cod|congo - kinshasa|congo, the democratic republic of the|democratic republic of the congo|demokratična republika kongo|demokratyczna republika konga|drc|ir-repubblika demokratika tal-kongo|jamhuri ya kidemokrasia ya kongo|kongas-kinšasa|kongo dv|kongo (kinšasa)|kongo - kinshasa|kongoko errepublika demokratikoa|kongon demokraattinen tasavalta|konžská demokratická republika|poblacht dhaonlathach an chongó|república democrática del congo|república democrática do congo|republíki ya kongó demokratíki|κονγκό - κινσάσα|конго (киншаса)|конго – кіншаса|קונגו - קינשאסה|الكونغو - كينشاسا|कांगो - किंशासा|คองโก - กินชาซา|콩고-킨샤사|コンゴ民主共和国(キンシャサ)|刚果（金）|剛果（金夏沙）",
    "CF":
      "afrika erdiko errepublika|caf|centraal-afrikaanse republiek|central african republic|centralafrikanska republiken|centrālāfrikas republika|centrinės afrikos respublika|cộng hòa trung phi|den centralafrikanske republik|den sentralafrikanske republikk|ir-repubblika ċentru-afrikana|kesk-aafrika vabariik|keski-afrikan tasavalta|ködörösêse tî bêafrîka|közép-afrikai köztársaság|mið-afríkulýðveldið|orta afrika cumhuriyeti|poblacht na hafraice láir|repubblica centrafricana|republica centrafricană|república centreafricana|república centro-africana|republik afrika tengah|republika środkowoafrykańska|république centrafricaine|srednjeafriška republika|srednjoafrička republika|stredoafrická republika|zentralafrikanische republik|κεντροαφρικανική δημοκρατία|централноафриканска република|центрально-африканская республика|центральноафриканська республіка|הרפובליקה המרכז-אפריקאית|جمهورية أفريقيا الوسطى|मध्य अफ़्रीकी गणराज्य|สาธารณรัฐแอฟริกากลาง|중앙 아프리카 공화국|中央アフリカ共和国|中非共和国|中非共和國",
    "CG":
      "cog|congo|congo - brazzaville|il-kongo - brazzaville|kongas-brazavilis|kongo - brazavil|kongo (brazavila)|kongo - brazzaville|kongon tasavalta|kongo vabariik|konžská republika|república do congo|κονγκό - μπραζαβίλ|конго (бразавил)|конго - браззавиль|конго – браззавіль|קונגו - ברזאויל|الكونغو - برازافيل|कांगो – ब्राज़ाविल|คองโก - บราซซาวิล|콩고-브라자빌|コンゴ共和国(ブラザビル)|刚果（布）|剛果（布拉薩）",
    "CH":
      "an eilvéis|che|elveția|i̇sviçre|l-iżvizzera|schweiz|schwiiz|suíça|suïssa|suisse|suitza|suiza|svájc|švajčiarsko|šveicarija|šveice|sveits|sveitsi|švica|švicarska|sviss|svizra|svizzera|švýcarsko|swiss|switzerland|szwajcaria|thụy sĩ|zwitserland|ελβετία|швейцария|швейцарія|שווייץ|سويسرا|स्विट्ज़रलैंड|สวิตเซอร์แลนด์|스위스|スイス|瑞士",
    "CI":
      "an cósta eabhair|boli kosta|civ|costa d’avorio|costa do marfim|cote d’ivoire|dramblio kaulo krantas|elefántcsontpart|elevandiluurannik|elfenbenskusten|elfenbenskysten|fílabeinsströndin|il-kosta tal-avorju|ivoorkust|ivory coast|kotdivuāra|norsunluurannikko|obala bjelokosti|pobrežie slonoviny|pobřeží slonoviny|slonokoščena obala|ακτή ελεφαντοστού|кот-дʼівуар|кот д’ивоар|кот-д’ивуар|חוף השנהב|ساحل العاج|कोत दिवुआर|โกตดิวัวร์|코트디부아르|コートジボワール|科特迪瓦|象牙海岸",
    "CK":
      "cok|cook adaları|cookeilanden|cookinsaaret|cookinseln|cooki saared|cook islands|cooköarna|cookove ostrovy|cookovi otoci|cookovi otoki|cookovy ostrovy|cooks-eyjar|cook-szigetek|cook uharteak|cookøerne|cookøyene|gżejjer cook|îles cook|ilhas cook|illas cook|illes cook|insulele cook|islas cook|isole cook|kepulauan cook|kuka salas|kuko salos|oileáin cook|quần đảo cook|wyspy cooka|νήσοι κουκ|о-ва кука|острови кук|острови кука|איי קוק|جزر كوك|कुक द्वीपसमूह|หมู่เกาะคุก|쿡 제도|クック諸島|库克群岛|庫克群島",
    "CL":
      "an tsile|chile|chili|chl|cile|iċ-ċili|síle|şili|tšiili|txile|xile|χιλή|чили|чилі|צ׳ילה|تشيلي|चिली|ชิลี|칠레|チリ|智利",
    "CM":
      "camarões|camarún|cameroon|cameroun|camerun|cmr|il-kamerun|kameroen|kamerun|kamerūna|kamerūnas|καμερούν|камерун|קמרון|الكاميرون|कैमरून|แคเมอรูน|카메룬|カメルーン|喀麥隆|喀麦隆",
    "CN":
      "an tsín|china|chine|chiny|chn|çin|cina|cunghgoz|hiina|iċ-ċina|kiina|kina|kinija|kitajska|tiongkok|trung quốc|txina|xina|κίνα|китай|סין|الصين|جۇڭگو|चीन|จีน|རྒྱ་ནག|중국|中国|中國",
    "CO":
      "an cholóim|col|colombia|colombie|columbia|il-kolombja|kolombia|kolombiya|kolonbia|kolumbia|kolumbie|kolumbien|kolumbija|κολομβία|колумбия|колумбія|קולומביה|كولومبيا|कोलंबिया|โคลอมเบีย|콜롬비아|コロンビア|哥伦比亚|哥倫比亞",
    "CR":
      "costa rica|cósta ríce|cri|il-costa rica|kosta rika|kostaryka|κόστα ρίκα|коста рика|קוסטה ריקה|كوستاريكا|कोस्टारिका|คอสตาริกา|코스타리카|コスタリカ|哥斯大黎加|哥斯达黎加",
    "CU": "cub|cuba|kuba|kuuba|κούβα|куба|קובה|كوبا|क्यूबा|คิวบา|쿠바|キューバ|古巴",
    "CV":
      "cabo verde|cape verde|capo verde|capul verde|cap verd|cap-vert|cpv|grænhöfðaeyjar|kaapverdië|kaboverde|kapp verde|kap verde|kapverdy|republika zielonego przylądka|rinn verde|roheneemesaared|tanjung verde|žaliasis kyšulys|zelenortska republika|zelenortski otoki|zöld-foki köztársaság|πράσινο ακρωτήριο|кабо верде|כף ורדה|الرأس الأخضر|केप वर्ड|เคปเวิร์ด|카보베르데|カーボベルデ|佛得角|維德角",
    "CW":
      "curacao|cúrasó|curazao|cuw|kirasao|kiurasao|kòrsou|κουρασάο|кюрасао|קוראסאו|كوراساو|कुरासाओ|คูราเซา|퀴라소|キュラソー|库拉索|庫拉索",
    "CX":
      "božićni otok|christmas adası|christmaseiland|christmas island|christmas uhartea|christmasøya|cxr|île christmas|il-gżira christmas|ilha christmas|illa christmas|insula christmas|isla de navidad|isola christmas|jólaey|jõulusaar|joulusaari|juleøen|julön|kalėdų sala|karácsony-sziget|oileán na nollag|pulau krismas|pulau natal|vánoční ostrov|vianočný ostrov|weihnachtsinsel|wyspa bożego narodzenia|ziemsvētku sala|đảo giáng sinh|νήσος των χριστουγέννων|о-в рождества|остров рождество|острів різдва|אי חג המולד|جزيرة كريسماس|क्रिसमस द्वीप|เกาะคริสต์มาส|크리스마스섬|クリスマス島|圣诞岛|聖誕島",
    "CY":
      "an chipir|chipre|chypre|cipar|ciper|cipro|cipru|ciprus|cyp|cypern|cypr|cyprus|kipra|kipras|küpros|kypr|kypros|kýpur|kıbrıs|síp|siprus|xipre|zipre|zypern|κύπρος|кипр|кипър|кіпр|קפריסין|قبرص|साइप्रस|ไซปรัส|키프로스|キプロス|塞浦路斯|賽普勒斯",
    "CZ":
      "an tseicia|cechia|cehia|čehija|čekija|ceko|çekya|češka|ceska republika|česko|chequia|csehország|cze|czechia|czech republic|czechy|ir-repubblika ċeka|séc|tchéquia|tchéquie|tékkland|tjeckien|tjekkiet|tschechien|tšehhi|tšekki|tsjechië|tsjekkia|txekia|txèquia|τσεχία|чехия|чехія|צ׳כיה|التشيك|चेकिया|เช็ก|체코|チェコ|捷克",
    "DE":
      "alemaña|alemanha|alemania|alemanya|allemagne|almanya|an ghearmáin|brd|deu|deutschland|duitsland|germania|germany|il-ġermanja|jerman|nemčija|nemecko|németország|niemcy|njemačka|saksa|saksamaa|tjiisklun|tyskland|vācija|vokietija|þýskaland|đức|γερμανία|германия|німеччина|גרמניה|ألمانيا|जर्मनी|เยอรมนี|독일|ドイツ|德国|德國",
    "DJ":
      "cibuti|dji|djibouti|djibuti|dschibuti|dżibuti|džibutija|džibutis|džibutsko|dzsibuti|gibuti|il-djibouti|jibuti|yibuti|τζιμπουτί|джибути|джибуті|ג׳יבוטי|جيبوتي|जिबूती|จิบูตี|지부티|ジブチ|吉布地|吉布提",
    "DK":
      "an danmhairg|danemarca|danemark|dania|danija|danimarca|danimarka|danmark|danmarki|danmörk|danska|dánsko|denemarken|denmark|dinamarca|dnk|id-danimarka|taani|tanska|đan mạch|δανία|дания|данія|דנמרק|الدانمرك|डेनमार्क|เดนมาร์ก|덴마크|デンマーク|丹麥|丹麦",
    "DM":
      "dma|doiminice|dominica|dominika|dominique|ντομίνικα|доминика|домініка|דומיניקה|دومينيكا|डोमिनिका|โดมินิกา|도미니카|ドミニカ国|多米尼克",
    "DO":
      "an phoblacht dhoiminiceach|cộng hòa dominica|den dominikanske republik|den dominikanske republikk|dom|dominicaanse republiek|dominican republic|dominikaaninen tasavalta|dominikaani vabariik|dominikai köztársaság|dominikana|dominikanische republik|dominikanska republika|dominikanska republiken|dominikar errepublika|dominik cumhuriyeti|dominikos respublika|dóminíska lýðveldið|ir-repubblika dominicana|repubblica dominicana|republica dominicană|republik dominica|republik dominika|république dominicaine|δομινικανή δημοκρατία|доминиканска република|доминиканская республика|домініканська республіка|הרפובליקה הדומיניקנית|جمهورية الدومينيكان|डोमिनिकन गणराज्य|สาธารณรัฐโดมินิกัน|도미니카 공화국|ドミニカ共和国|多明尼加共和國|多米尼加共和国",
    "DZ":
      "algeria|algerie|algerien|algeriet|algerije|algieria|aljazair|aljeria|alsír|alxeria|alžeeria|alžir|alžirija|alžírsko|alžyras|an ailgéir|argelia|cezayir|dza|l-alġerija|αλγερία|алжир|אלג׳יריה|الجزائر|अल्जीरिया|แอลจีเรีย|알제리|アルジェリア|阿尔及利亚|阿爾及利亞",
    "EC":
      "eacuadór|ecu|ecuador|ekuador|ekvador|ekvadora|ekvadoras|ekwador|equador|équateur|l-ekwador|ισημερινός|еквадор|эквадор|אקוודור|الإكوادور|इक्वाडोर|เอกวาดอร์|에콰도르|エクアドル|厄瓜多|厄瓜多尔",
    "EE":
      "an eastóin|eesti|eistland|est|estija|estland|estonia|estonie|estonija|estonsko|estonya|észtország|igaunija|l-estonja|viro|εσθονία|естония|естонія|эстония|אסטוניה|إستونيا|एस्टोनिया|เอสโตเนีย|에스토니아|エストニア|愛沙尼亞|爱沙尼亚",
    "EG":
      "ägypten|ai cập|an éigipt|egipat|egipt|egiptas|egipte|egipto|egiptus|egito|egitto|egy|egyiptom|egypt|egyptaland|egypte|egypten|egypti|exipto|l-eġittu|mesir|mısır|αίγυπτος|египет|єгипет|מצרים|مصر|मिस्र|อียิปต์|이집트|エジプト|埃及",
    "EH":
      "an sahára thiar|batı sahra|esh|is-saħara tal-punent|lääne-sahara|länsi-sahara|mendebaldeko sahara|nyugat-szahara|rietumsahāra|saara ocidental|sahara barat|sahara occidental|sahara occidentală|sahara occidentale|sahara zachodnia|tây sahara|vakarų sachara|västsahara|vest-sahara|vestur-sahara|westelijke sahara|western sahara|westsahara|zahodna sahara|zapadna sahara|západní sahara|δυτική σαχάρα|западна сахара|западная сахара|західна сахара|סהרה המערבית|الصحراء الغربية|पश्चिमी सहारा|ซาฮาราตะวันตก|서사하라|西サハラ|西撒哈拉",
    "ER":
      "an eiritré|eri|eritre|eritrea|eritreea|eritreia|eritreja|érythrée|erytrea|l-eritrea|ερυθραία|еритрея|эритрея|אריתריאה|إريتريا|इरिट्रिया|เอริเทรีย|에리트리아|ኤርትራ|エリトリア|厄利垂亞|厄立特里亚",
    "ES":
      "an spáinn|esp|espagne|espainia|españa|espanha|espanja|espanya|hispaania|hiszpania|ispanija|i̇spanya|sepanyol|spagna|spain|španělsko|spania|španielsko|spanien|spānija|spanja|spanje|španjolska|spánn|spanyol|spanyolország|tây ban nha|ισπανία|испания|іспанія|ספרד|إسبانيا|स्पेन|สเปน|스페인|スペイン|西班牙",
    "ET":
      "an aetóip|äthiopien|eth|ethiopia|ethiopië|etioopia|etiopia|etiopie|etiopien|etiopija|etiyopya|eþíópía|l-etjopja|αιθιοπία|етиопия|ефіопія|эфиопия|אתיופיה|إثيوبيا|इथियोपिया|เอธิโอเปีย|에티오피아|ኢትዮጵያ|エチオピア|埃塞俄比亚|衣索比亞",
    "FI":
      "an fhionlainn|fin|finland|finlanda|finlande|finlandia|finlandiya|finnland|finnország|finska|finsko|il-finlandja|lääʹddjânnam|phần lan|somija|soome|suomi|suomija|φινλανδία|финландия|финляндия|фінляндія|פינלנד|فنلندا|फ़िनलैंड|ฟินแลนด์|핀란드|フィンランド|芬兰|芬蘭",
    "FJ":
      "fidji|fídjíeyjar|fidschi|fidsí|fidżi|fidžis|fidzsi|figi|fiji|fixi|fiyi|fji|φίτζι|фиджи|фіджі|פיג׳י|فيجي|फ़िजी|ฟิจิ|피지|フィジー|斐济|斐濟",
    "FK":
      "falkland adaları|falklandak|falklandeilanden|falklandinsaaret|falklandinseln|falklandi saared|falkland islands|falkland islands (malvinas)|falklandseyjar|falklandské ostrovy|falklandski otoci|falklandski otoki|falklandsöarna|falkland-szigetek|falklandsøerne|falklandsøyene|falklandy|flk|folklando salos|folklenda salas|îles malouines|il-gżejjer falkland|ilhas malvinas|illas malvinas|illes falkland|insulele falkland|islas malvinas|isole falkland|kepulauan falkland|oileáin fháclainne|quần đảo falkland|νήσοι φόκλαντ|фолкландски острови|фолклендские о-ва|фолклендські острови|איי פוקלנד|جزر فوكلاند|फ़ॉकलैंड द्वीपसमूह|หมู่เกาะฟอล์กแลนด์|포클랜드 제도|フォークランド諸島|福克兰群岛|福克蘭群島",
    "FM":
      "an mhicrinéis|fsm|il-mikroneżja|micronesia|micronesia, federated states of|micronésie|micronezia|mikroneesia|mikronesia|mikronesiaføderasjonen|mikronésie|mikronesien|mikronézia|mikronezija|mikronezja|mikronezya|μικρονησία|микронезия|мікронезія|федеративные штаты микронезии|מיקרונזיה|ميكرونيزيا|माइक्रोनेशिया|ไมโครนีเซีย|미크로네시아|ミクロネシア連邦|密克罗尼西亚|密克羅尼西亞",
    "FO":
      "fääri saared|faeröer|faerské ostrovy|farerų salos|färöarna|faroe adaları|faroe islands|färöer|faroe uharteak|färsaaret|feröer szigetek|ferski otoki|fēru salas|fro|færeyjar|færøerne|færøyene|føroyar|îles féroé|il-gżejjer faeroe|ilhas faroé|illas feroe|illes fèroe|insulele feroe|islas feroe|isole fær øer|kepulauan faroe|oileáin fharó|ovčji otoci|quần đảo faroe|wyspy owcze|νήσοι φερόες|фарерские о-ва|фарерські острови|фарьорски острови|איי פארו|جزر فارو|फ़ेरो द्वीपसमूह|หมู่เกาะแฟโร|페로 제도|フェロー諸島|法罗群岛|法羅群島",
    "FR":
      "an fhrainc|fra|frakkland|frança|france|francia|franciaország|francie|francija|francja|francuska|francúzsko|frankreich|frankrig|frankrijk|frankrike|fransa|franța|frantzia|franza|perancis|pháp|prancis|prancūzija|prantsusmaa|ranska|γαλλία|франция|франція|צרפת|فرنسا|फ़्रांस|ฝรั่งเศส|프랑스|フランス|法国|法國",
    "GA":
      "an ghabúin|gab|gabão|gabon|gabona|gabonas|gabun|il-gabon|γκαμπόν|габон|גבון|الغابون|गैबॉन|กาบอง|가봉|ガボン|加彭|加蓬",
    "GB":
      "angleterre|an ríocht aontaithe|an rìoghachd aonaichte|apvienotā karaliste|birleşik krallık|bretland|britain|egyesült királyság|engeland|england|erresuma batua|gbr|great britain|grossbritannien|inggris raya|inghilterra|inglaterra|ir-renju unit|iso-britannia|jungtinė karalystė|northern ireland|regatul unit|regne unit|regno unito|reino unido|royaume-uni|scotland|spojené království|spojené kráľovstvo|storbritannia|storbritannien|ühendkuningriik|ujedinjeno kraljevstvo|u.k.|united kingdom|united kingdom of great britain and northern ireland|vereinigtes königreich|verenigd koninkrijk|vương quốc anh|wales|wielka brytania|y deyrnas unedig|združeno kraljestvo|ηνωμένο βασίλειο|велика британія|великобритания|обединеното кралство|בריטניה|المملكة المتحدة|यूनाइटेड किंगडम|สหราชอาณาจักร|영국|イギリス|英国|英國",
    "GD":
      "granada|grd|greanáda|grenada|grenade|γρενάδα|гренада|גרנדה|غرينادا|ग्रेनाडा|เกรเนดา|그레나다|グレナダ|格林纳达|格瑞那達",
    "GE":
      "an tseoirsia|geo|georgia|georgië|georgien|gruusia|grúzia|gruzie|gruzija|gruzínsko|gruzja|gürcistan|il-georgia|xeorxia|γεωργία|грузия|грузія|гуырдзыстон|қырҭтәыла|גאורגיה|جورجيا|जॉर्जिया|จอร์เจีย|საქართველო|조지아|ジョージア|喬治亞|格鲁吉亚",
    "GF":
      "francia guyana|francijas gviāna|francoska gvajana|francouzská guyana|francuska gijana|francúzska guyana|frans-guyana|franska guyana|franska gvæjana|fransk guyana|fransız guyanası|französisch-guayana|french guiana|guaiana francesa|guáin na fraince|guayana francesa|guf|guiana francesa|guiana perancis|guiana thuộc pháp|gujana francuska|guyana francese|guyana franceză|guyana frantsesa|guyana prancis|guyane française|il-guyana franċiża|prancūzijos gviana|prantsuse guajaana|ranskan guayana|γαλλική γουιάνα|французская гвиана|французька гвіана|френска гвиана|גיאנה הצרפתית|غويانا الفرنسية|फ़्रेंच गुयाना|เฟรนช์เกียนา|프랑스령 기아나|仏領ギアナ|法属圭亚那|法屬圭亞那",
    "GG":
      "geansaí|gērnsija|gernsis|ggy|guernesey|guernsey|γκέρνζι|гернси|гернсі|гърнзи|גרנזי|غيرنزي|गर्नसी|เกิร์นซีย์|건지|ガーンジー|根息|根西岛",
    "GH": "gaana|gana|gha|ghana|ghana nutome|il-ghana|γκάνα|гана|גאנה|غانا|घाना|กานา|가나|ガーナ|加纳|迦納",
    "GI":
      "cebelitarık|gib|ġibiltà|gibilterra|gibraltar|gibraltaras|gibraltārs|giobráltar|xibraltar|γιβραλτάρ|гибралтар|гібралтар|גיברלטר|جبل طارق|जिब्राल्टर|ยิบรอลตาร์|지브롤터|ジブラルタル|直布罗陀|直布羅陀",
    "GL":
      "an ghraonlainn|greenland|grenland|grenlande|grenlandia|grenlandija|grl|groenland|groenlanda|groenlandia|grönland|grönlanti|grónsko|gröönimaa|grænland|grønland|kalaallit nunaat|γροιλανδία|гренландия|гренландія|גרינלנד|غرينلاند|ग्रीनलैंड|กรีนแลนด์|그린란드|グリーンランド|格陵兰|格陵蘭",
    "GM":
      "an ghaimbia|gambia|gambie|gambija|gambiya|gmb|il-gambja|γκάμπια|гамбия|гамбія|גמביה|غامبيا|गाम्बिया|แกมเบีย|감비아|ガンビア|冈比亚|甘比亞",
    "GN":
      "an ghuine|gin|gine|ginea|guiné|guinea|guinee|guineea|gvineja|gwinea|il-guinea|γουινέα|гвинея|гвінея|גינאה|غينيا|गिनी|กินี|기니|ギニア|几内亚|幾內亞",
    "GP":
      "glp|guadalúip|guadalupa|guadalupe|guadeloupe|guadelupa|gvadelupa|gvadelúpeyjar|gwadelupa|γουαδελούπη|гваделупа|גוואדלופ|غوادلوب|ग्वाडेलूप|กวาเดอลูป|과들루프|グアドループ|瓜地洛普|瓜德罗普",
    "GQ":
      "an ghuine mheánchiorclach|äquatorialguinea|egyenlítői-guinea|ekuatore ginea|ekvator ginesi|ekvatoriaal-guinea|ekvatoriālā gvineja|ekvatorial-guinea|ekvatorialna gvineja|ekvatorska gvineja|equatoriaal-guinea|equatorial guinea|gnq|guinea ecuatorial|guinea ekuatorial|guinea equatorial|guinea equatoriale|guinea khatulistiwa|guinea xích đạo|guineea ecuatorială|guinée équatoriale|guiné equatorial|gwinea równikowa|il-guinea ekwatorjali|miðbaugs-gínea|päiväntasaajan guinea|pusiaujo gvinėja|rovníková guinea|ækvatorialguinea|ισημερινή γουινέα|екваториална гвинея|екваторіальна гвінея|экваториальная гвинея|גינאה המשוונית|غينيا الاستوائية|इक्वेटोरियल गिनी|อิเควทอเรียลกินี|적도 기니|赤道ギニア|赤道几内亚|赤道幾內亞",
    "GR":
      "an ghréig|el|görögország|graikija|grc|grčija|grčka|grèce|grecia|grecja|grécko|greece|grekland|grezia|griechenland|griekenland|grieķija|grikkland|grækenland|hellas|hy lạp|il-greċja|kreeka|kreikka|řecko|yunani|yunanistan|ελλάδα|греция|греція|гърция|יוון|اليونان|यूनान|กรีซ|그리스|ギリシャ|希腊|希臘",
    "GS":
      "an tseoirsia theas agus oileáin sandwich theas|déli-georgia és déli-sandwich-szigetek|dienviddžordžija un dienvidsendviču salas|etelä-georgia ja eteläiset sandwichinsaaret|georgia del sud e sandwich australi|georgia de sud și insulele sandwich de sud|georgia południowa i sandwich południowy|georgia selatan & kep. sandwich selatan|géorgie du sud-et-les îles sandwich du sud|güney georgia ve güney sandwich adaları|hegoaldeko georgia eta hegoaldeko sandwich uharteak|il-georgia tan-nofsinhar u l-gżejjer sandwich tan-nofsinhar|ilhas geórgia do sul e sandwich do sul|illas xeorxia do sur e sandwich do sur|illes geòrgia del sud i sandwich del sud|islas georgia del sur y sandwich del sur|jižní georgie a jižní sandwichovy ostrovy|južná georgia a južné sandwichove ostrovy|južna georgia in južni sandwichevi otoki|južna georgia i otoci južni sandwich|kepulauan georgia selatan & sandwich selatan|lõuna-georgia ja lõuna-sandwichi saared|nam georgia & quần đảo nam sandwich|pietų džordžija ir pietų sandvičo salos|sgs|south georgia and the south sandwich islands|south georgia og de sydlige sandwichøer|south georgia & south sandwich islands|südgeorgien und die südlichen sandwichinseln|suður-georgía og suður-sandvíkureyjar|sydgeorgien och sydsandwichöarna|sør-georgia og sør-sandwichøyene|zuid-georgia en zuidelijke sandwicheilanden|νήσοι νότια γεωργία και νότιες σάντουιτς|південна джорджія та південні сандвічеві острови|южна джорджия и южни сандвичеви острови|южная георгия и южные сандвичевы о-ва|ג׳ורג׳יה הדרומית ואיי סנדוויץ׳ הדרומיים|جورجيا الجنوبية وجزر ساندويتش الجنوبية|दक्षिण जॉर्जिया और दक्षिण सैंडविच द्वीपसमूह|เกาะเซาท์จอร์เจียและหมู่เกาะเซาท์แซนด์วิช|사우스조지아 사우스샌드위치 제도|サウスジョージア・サウスサンドウィッチ諸島|南乔治亚和南桑威奇群岛|南喬治亞與南三明治群島",
    "GT":
      "gtm|guatamala|guatemala|gvatemala|gwatemala|il-gwatemala|γουατεμάλα|гватемала|גואטמלה|غواتيمالا|ग्वाटेमाला|กัวเตมาลา|과테말라|グアテマラ|危地马拉|瓜地馬拉",
    "GU": "guam|guama|guamas|gum|gvam|γκουάμ|гуам|גואם|غوام|गुआम|กวม|괌|グアム|关岛|關島",
    "GW":
      "bisau gvinėja|bissau-guinea|gínea-bissá|ginea bissau|gine-bissau|gnb|guinea-bisáu|guinea bissau|guine bissau|guineea-bissau|guinee-bissau|gvineja bisau|gvineja-bisava|gvineja bissau|gwinea bissau|il-guinea-bissau|γουινέα μπισάου|гвинея-бисау|гвінея-бісау|גינאה-ביסאו|غينيا بيساو|गिनी-बिसाउ|กินี-บิสเซา|기니비사우|ギニアビサウ|几内亚比绍|幾內亞比索",
    "GY":
      "an ghuáin|gajana|guiana|gujana|guy|guyana|gvajana|gvæjana|il-guyana|γουιάνα|гайана|гаяна|גיאנה|غيانا|गुयाना|กายอานา|가이아나|ガイアナ|圭亚那|蓋亞那",
    "HK":
      "çin hong kong öi̇b|hkg|hong kong|hong kong dak tiongkok|hongkongi erihalduspiirkond|hongkong – kiinan erityishallintoalue|hongkong kkt|hongkong – oao číny|hong kong rae da china|hong kong (rae xina)|hongkong sar|hong kong sar china|hongkong sar kina|hongkong sar van china|hong kong txinako aeb|hongkong – zao číny|ir-reġjun amministrattiv speċjali ta’ hong kong tar-repubblika tal-poplu taċ-ċina|ķīnas īpašās pārvaldes apgabals honkonga|posebno upravno območje ljudske republike kitajske hongkong|pup hong kong kina|rae de hong kong (china)|r.a.s. chinoise de hong kong|ras di hong kong|r.a.s. hong kong, china|sainréigiún riaracháin hong cong, daonphoblacht na síne|sar hongkong|sérstjórnarsvæðið hong kong|sonderverwaltungsregion hongkong|sra hongkong (chiny)|ypatingasis administracinis kinijos regionas honkongas|đặc khu hành chính hồng kông, trung quốc|χονγκ κονγκ εδπ κίνας|гонконг, оар китаю|гонконг (сар)|хонконг, сар на китай|הונג קונג (אזור מנהלי מיוחד של סין)|هونغ كونغ الصينية (منطقة إدارية خاصة)|हाँग काँग (चीन विशेष प्रशासनिक क्षेत्र)|เขตปกครองพิเศษฮ่องกงแห่งสาธารณรัฐประชาชนจีน|홍콩(중국 특별행정구)|中国香港特别行政区|中國香港特別行政區|中華人民共和国香港特別行政区",
    "HM":
      "heard adası ve mcdonald adaları|heard en mcdonaldeilanden|heard eta mcdonald uharteak|heardi ja mcdonaldi saared|heard island and mcdonald islands|heard island og mcdonald islands|heard ja mcdonaldinsaaret|heard & mcdonald islands|heard og mcdonaldseyjar|heard- og mcdonaldøyene|heardön och mcdonaldöarna|heardov ostrov a macdonaldove ostrovy|heardov otok in mcdonaldovi otoki|heard-sziget és mcdonald-szigetek|heard und mcdonaldinseln|heardův ostrov a mcdonaldovy ostrovy|hērda sala un makdonalda salas|herdo ir makdonaldo salos|hmd|îles heard-et-macdonald|il-gżejjer heard u l-gżejjer mcdonald|ilhas heard e mcdonald|illa heard e illas mcdonald|illes heard i mcdonald|insula heard și insulele mcdonald|islas heard y mcdonald|isole heard e mcdonald|kepulauan heard & mcdonald|oileán heard agus oileáin mcdonald|otoci heard i mcdonald|pulau heard dan kepulauan mcdonald|quần đảo heard và mcdonald|wyspy heard i mcdonalda|νήσοι χερντ και μακντόναλντ|о-ва херд и макдональд|острови герд і макдоналд|острови хърд и макдоналд|איי הרד ומקדונלד|جزيرة هيرد وجزر ماكدونالد|हर्ड द्वीप और मैकडोनॉल्ड द्वीपसमूह|เกาะเฮิร์ดและหมู่เกาะแมกดอนัลด์|허드 맥도널드 제도|ハード島・マクドナルド諸島|赫德岛和麦克唐纳群岛|赫德島及麥唐納群島",
    "HN":
      "hnd|honduras|hondurasa|hondures|il-honduras|ονδούρα|гондурас|хондурас|הונדורס|هندوراس|होंडूरास|ฮอนดูรัส|온두라스|ホンジュラス|宏都拉斯|洪都拉斯",
    "HR":
      "an chróit|chorvatsko|chorwacja|croacia|croasia|croatia|croatie|croazia|horvaatia|horvātija|horvátország|hrv|hrvaška|hrvatska|hırvatistan|il-kroazja|kroasia|kroatia|kroatië|kroatien|kroatija|kroazia|κροατία|хорватия|хорватія|хърватия|קרואטיה|كرواتيا|क्रोएशिया|โครเอเชีย|크로아티아|クロアチア|克罗地亚|克羅埃西亞",
    "HT": "haiti|haitis|hti|il-haiti|αϊτή|гаити|гаїті|хаити|האיטי|هايتي|हैती|เฮติ|아이티|ハイチ|海地",
    "HU":
      "an ungáir|hongarije|hongria|hongrie|hun|hungaria|hungary|hungria|l-ungerija|macaristan|maďarsko|madžarska|magyarország|mađarska|ungari|ungaria|ungārija|ungarn|ungern|ungheria|ungverjaland|unkari|vengrija|węgry|ουγγαρία|венгрия|угорщина|унгария|הונגריה|هنغاريا|हंगरी|ฮังการี|헝가리|ハンガリー|匈牙利",
    "ID":
      "an indinéis|endonezya|idn|indoneesia|indonesia|indonesië|indonesien|indonezia|indonezija|indonezja|l-indoneżja|ινδονησία|индонезия|індонезія|אינדונזיה|إندونيسيا|इंडोनेशिया|อินโดนีเซีย|인도네시아|インドネシア|印尼|印度尼西亚",
    "IE":
      "airija|eire|ierland|iirimaa|ireland|īrija|irl|irland|irlanda|irlande|irlandia|irlanti|írország|irska|irsko|l-irlanda|republic of ireland|ιρλανδία|ирландия|ірландія|אירלנד|أيرلندا|आयरलैंड|ไอร์แลนด์|아일랜드|アイルランド|愛爾蘭|爱尔兰",
    "IL":
      "iisrael|iosrael|isr|israel|israele|i̇srail|izrael|izraēla|izraelis|ισραήλ|израел|израиль|ізраїль|ישראל|إسرائيل|इज़राइल|อิสราเอล|이스라엘|イスラエル|以色列",
    "IM":
      "ellan vannin|île de man|ilha de man|illa de man|imn|insula man|isla de man|isle of man|isola di man|man|man adası|mani saar|mansaari|man-sziget|man uhartea|menas sala|meno sala|mön|oileán mhanann|ostrov man|otok man|pulau man|wyspa man|đảo man|νήσος του μαν|о-в мэн|остров ман|острів мен|האי מאן|جزيرة مان|आइल ऑफ़ मैन|เกาะแมน|맨섬|マン島|曼島|马恩岛",
    "IN":
      "an india|ấn độ|hindistan|ind|inde|india|indie|indien|indija|indland|intia|l-indja|ινδία|индия|індія|הודו|الهند|بھارت|ڀارت|ہِندوستان|भारत|ভারত|ভাৰত|ਭਾਰਤ|ભારત|ଭାରତ|இந்தியா|భారతదేశం|ಭಾರತ|ഇന്ത്യ|อินเดีย|인도|ᱤᱱᱰᱤᱭᱟ|インド|印度",
    "IO":
      "bresku indlandshafseyjar|britanski indijskooceanski teritorij|britansko ozemlje v indijskem oceanu|britanya hint okyanusu toprakları|briti india ookeani ala|brit indiai-óceáni terület|britisches territorium im indischen ozean|british indian ocean territory|brits indische oceaanterritorium|britské indickooceánské území|britské indickooceánske územie|brittiläinen intian valtameren alue|brittiska territoriet i indiska oceanen|brytyjskie terytorium oceanu indyjskiego|críoch aigéan indiach na breataine|det britiske territoriet i indiahavet|det britiske territorium i det indiske ocean|indiako ozeanoko lurralde britainiarra|indijas okeāna britu teritorija|indijos vandenyno britų sritis|iot|lãnh thổ ấn độ dương thuộc anh|teritoriul britanic din oceanul indian|territoire britannique de l’océan indien|territori britànic de l’oceà índic|territorio británico del océano índico|territorio británico do océano índico|territorio britannico dell’oceano indiano|territorju brittaniku tal-oċean indjan|wilayah inggris di samudra hindia|wilayah lautan hindi british|βρετανικά εδάφη ινδικού ωκεανού|британска територия в индийския океан|британская территория в индийском океане|британська територія в індійському океані|הטריטוריה הבריטית באוקיינוס ההודי|الإقليم البريطاني في المحيط الهندي|ब्रिटिश हिंद महासागरीय क्षेत्र|บริติชอินเดียนโอเชียนเทร์ริทอรี|영국령 인도양 지역|英属印度洋领地|英屬印度洋領地|英領インド洋地域",
    "IQ":
      "an iaráic|iraak|irak|irāka|irakas|iraq|iraque|irq|l-iraq|ιράκ|ирак|ірак|עיראק|العراق|عێراق|इराक|อิรัก|이라크|イラク|伊拉克",
    "IR":
      "an iaráin|irã|iraan|iran|irāna|iranas|iran, islamic republic of|irn|l-iran|ιράν|иран|іран|איראן|إيران|ایران|ईरान|อิหร่าน|이란|イラン|伊朗",
    "IS":
      "an íoslainn|iceland|ijsland|isl|island|islanda|islande|islandia|islandija|islanti|izland|i̇zlanda|l-iżlanda|ισλανδία|исландия|ісландія|איסלנד|آيسلندا|आइसलैंड|ไอซ์แลนด์|아이슬란드|アイスランド|冰岛|冰島",
    "IT":
      "an iodáil|ita|itaalia|itali|italia|italie|italien|italija|italy|i̇talya|l-italja|olaszország|taliansko|włochy|ιταλία|италия|італія|איטליה|إيطاليا|इटली|อิตาลี|이탈리아|イタリア|意大利|義大利",
    "JE":
      "džērsija|džersis|geirsí|jersey|jey|τζέρζι|джерси|джерсі|джърси|ג׳רזי|جيرسي|जर्सी|เจอร์ซีย์|저지|ジャージー|泽西岛|澤西島",
    "JM":
      "giamaica|iamáice|il-ġamajka|jam|jamaica|jamaika|jamaïque|jamajka|xamaica|τζαμάικα|ямайка|ג׳מייקה|جامايكا|जमैका|จาเมกา|자메이카|ジャマイカ|牙买加|牙買加",
    "JO":
      "an iordáin|giordania|il-ġordan|iordania|jor|jordaania|jordan|jordania|jordanie|jordanien|jordanija|jordánsko|ürdün|xordania|yordania|ιορδανία|иордания|йорданія|ירדן|الأردن|जॉर्डन|จอร์แดน|요르단|ヨルダン|約旦|约旦",
    "JP":
      "an tseapáin|giappone|il-ġappun|jaapan|japan|japāna|japani|japão|japó|japon|japonia|japonija|japonska|japonsko|japonya|jepang|jepun|jpn|nhật bản|xapón|ιαπωνία|япония|японія|יפן|اليابان|जापान|ญี่ปุ่น|일본|日本",
    "KE":
      "an chéinia|il-kenja|keenia|ken|keňa|kenia|kenija|kenya|quênia|κένυα|кения|кенія|קניה|كينيا|केन्या|เคนยา|케냐|ケニア|肯亞|肯尼亚",
    "KG":
      "an chirgeastáin|il-kirgiżistan|kârgâzstan|kgz|kirghizistan|kirghizstan|kirgisia|kirgisistan|kirgistan|kirgizië|kirgizija|kirgizistan|kirgizisztán|kirgizsko|kirgizstan|kirgizstāna|kirguistán|kirguizistán|kirguizstan|kõrgõzstan|kyrgyzstan|kırgızistan|quirguistão|κιργιστάν|киргизия|киргизстан|кыргызстан|קירגיזסטן|قيرغيزستان|किर्गिज़स्तान|คีร์กีซสถาน|키르기스스탄|キルギス|吉尔吉斯斯坦|吉爾吉斯",
    "KH":
      "an chambóid|cambodge|cambodgia|cambodia|cambodja|cambogia|camboja|camboxa|camboya|campuchia|il-kambodja|kamboçya|kambódía|kambodja|kambodscha|kambodsja|kambodża|kambodzsa|kamboja|kanbodia|kemboja|khm|καμπότζη|камбоджа|קמבודיה|كمبوديا|कंबोडिया|กัมพูชา|캄보디아|កម្ពុជា|カンボジア|柬埔寨",
    "KI":
      "ciribeas|kir|kiribati|kiribatis|quiribati|κιριμπάτι|кирибати|кірибаті|קיריבאטי|كيريباتي|किरिबाती|คิริบาส|키리바시|キリバス|吉里巴斯|基里巴斯",
    "KM":
      "com|comoras|comore|comoren|comorerne|comores|comore-szigetek|comoros|komoorid|komorai|komoreak|komoren|komorene|komorerna|kómoreyjar|komori|komorit|komorlar|komoro|komoru salas|komory|oileáin chomóra|κομόρες|комори|коморски острови|коморы|קומורו|جزر القمر|कोमोरोस|คอโมโรส|코모로|コモロ|科摩罗|葛摩",
    "KN":
      "kna|saint-christophe-et-niévès|saint kitts and nevis|saint kitts dan nevis|saint kitts e nevis|saint kitts en nevis|saint kitts és nevis|saint kitts eta nevis|saint kitts i nevis|saint kitts in nevis|saint kitts ja nevis|saint kitts og nevis|saint kitts și nevis|saint kitts u nevis|saint kitts ve nevis|san críostóir-nimheas|san cristóbal y nieves|sankti kitts og nevis|são cristóvão e névis|sent kitsas ir nevis|sentkitsa un nevisa|st. kitts & nevis|s:t kitts och nevis|st. kitts und nevis|st. kitts và nevis|svätý krištof a nevis|svatý kryštof a nevis|sveti kristofor i nevis|σεν κιτς και νέβις|сейнт китс и невис|сент-китс и невис|сент-кітс і невіс|סנט קיטס ונוויס|سانت كيتس ونيفيس|सेंट किट्स और नेविस|เซนต์คิตส์และเนวิส|세인트키츠 네비스|セントクリストファー・ネーヴィス|圣基茨和尼维斯|聖克里斯多福及尼維斯",
    "KP":
      "an chóiré thuaidh|corea del nord|corea del norte|corea do norte|coreea de nord|corée du nord|coreia do norte|észak-korea|il-korea ta’ fuq|ipar korea|korea, democratic people's republic of|korea północna|korea utara|kuzey kore|noord-korea|nord-korea|north korea|norður-kórea|põhja-korea|pohjois-korea|prk|severná kórea|severna koreja|severní korea|šiaurės korėja|sjeverna koreja|triều tiên|ziemeļkoreja|βόρεια κορέα|кндр|північна корея|северна корея|קוריאה הצפונית|كوريا الشمالية|उत्तर कोरिया|เกาหลีเหนือ|북한|北朝鮮|北韓|朝鲜",
    "KR":
      "an chóiré theas|corea del sud|corea del sur|corea do sur|coreea de sud|corée du sud|coreia do sul|dél-korea|dienvidkoreja|etelä-korea|güney kore|hàn quốc|hego korea|il-korea t’isfel|jižní korea|južná kórea|južna koreja|kor|korea|korea południowa|korea, republic of|korea selatan|lõuna-korea|pietų korėja|republic of korea|south korea|südkorea|suður-kórea|sydkorea|sør-korea|zuid-korea|νότια κορέα|південна корея|республика корея|южна корея|קוריאה הדרומית|كوريا الجنوبية|दक्षिण कोरिया|เกาหลีใต้|대한민국|南韓|韓国|韩国",
    "KW":
      "cuáit|il-kuwajt|koeweit|koweït|kuvait|kuvajt|kuveit|kuveita|kuveitas|kuveyt|kuwait|kuweit|kuwejt|kwt|κουβέιτ|кувейт|כווית|الكويت|कुवैत|คูเวต|쿠웨이트|クウェート|科威特",
    "KY":
      "cayman adaları|caymaneyjar|cayman islands|caymanöarna|caymansaaret|caymanøerne|caymanøyene|cym|îles caïmans|il-gżejjer cayman|ilhas cayman|illas caimán|illes caiman|insulele cayman|islas caimán|isole cayman|kaaimaneilanden|kaimaninseln|kaimanisaared|kaiman uharteak|kaimanu salas|kaimanų salos|kajmanie ostrovy|kajmanské ostrovy|kajmanski otoci|kajmanski otoki|kajmán-szigetek|kajmany|kepulauan cayman|oileáin cayman|quần đảo cayman|νήσοι κέιμαν|кайманови острови|кайманові острови|о-ва кайман|איי קיימן|جزر كايمان|कैमेन द्वीपसमूह|หมู่เกาะเคย์แมน|케이맨 제도|ケイマン諸島|开曼群岛|開曼群島",
    "KZ":
      "an chasacstáin|cazaquistão|il-każakistan|kasachstan|kasahstan|kasakhstan|kasakstan|kaz|kazachstan|kazachstanas|kazahstan|kazahstāna|kazahsztán|kazajistán|kazakhstan|kazakistan|kazakstan|καζακστάν|казахстан|қазақстан|קזחסטן|كازاخستان|कज़ाखस्तान|คาซัคสถาน|카자흐스탄|カザフスタン|哈萨克斯坦|哈薩克",
    "LA":
      "il-laos|lao|lao people's democratic republic|laos|laosa|laosas|laosz|λάος|лаос|לאוס|لاوس|लाओस|ลาว|ລາວ|라오스|ラオス|寮國|老挝",
    "LB":
      "an liobáin|il-libanu|lbn|lebanon|liban|libāna|libanas|li-băng|libano|libanon|liibanon|lubnan|λίβανος|ливан|ліван|לבנון|لبنان|लेबनान|เลบานอน|레바논|レバノン|黎巴嫩",
    "LC":
      "lca|sainte-lucie|saint lucia|sankti lúsía|santa lucía|santa luzia|sent lusija|sfânta lucia|s:t lucia|svätá lucia|svatá lucie|sveta lucija|αγία λουκία|сейнт лусия|сент-люсия|сент-люсія|סנט לוסיה|سانت لوسيا|सेंट लूसिया|เซนต์ลูเซีย|세인트루시아|セントルシア|圣卢西亚|聖露西亞",
    "LI":
      "il-liechtenstein|liächteschtäi|lichtenštajnsko|lichtenšteinas|lichtenštejnsko|lichtinstéin|lie|liechtenstein|lihtenštajn|lihtenšteina|λιχτενστάιν|лихтенштейн|лихтенщайн|ліхтенштейн|ליכטנשטיין|ليختنشتاين|लिचेंस्टीन|ลิกเตนสไตน์|리히텐슈타인|リヒテンシュタイン|列支敦士登|列支敦斯登",
    "LK":
      "is-sri lanka|lka|srí lanca|sri lanka|σρι λάνκα|шри ланка|шрі-ланка|סרי לנקה|سريلانكا|श्रीलंका|இலங்கை|ශ්‍රී ලංකාව|ศรีลังกา|스리랑카|スリランカ|斯里兰卡|斯里蘭卡",
    "LR":
      "an libéir|il-liberja|lbr|libeeria|liberia|libérie|liberija|liberya|λιβερία|либерия|ліберія|ליבריה|ليبيريا|लाइबेरिया|ไลบีเรีย|라이베리아|リベリア|利比里亚|賴比瑞亞",
    "LS":
      "il-lesoto|leosóta|lesotas|lesotho|lesoto|lso|λεσότο|лесото|לסוטו|ليسوتو|लेसोथो|เลโซโท|레소토|レソト|莱索托|賴索托",
    "LT":
      "an liotuáin|il-litwanja|leedu|liettua|lietuva|litauen|litháen|lithuania|litouwen|lituania|lituanie|litva|litvánia|litvanya|litwa|ltu|λιθουανία|литва|ליטא|ليتوانيا|लिथुआनिया|ลิทัวเนีย|리투아니아|リトアニア|立陶宛",
    "LU":
      "il-lussemburgu|lëtzebuerg|liuksemburgas|lucembursko|lucsamburg|luksemburg|luksemburga|lussemburgo|lux|lúxemborg|luxembourg|luxemburg|luxemburgo|luxembursko|luxenburgo|λουξεμβούργο|люксембург|לוקסמבורג|لوكسمبورغ|लग्ज़मबर्ग|ลักเซมเบิร์ก|룩셈부르크|ルクセンブルク|卢森堡|盧森堡",
    "LV":
      "an laitvia|il-latvja|läti|latvia|latvija|letland|letonia|letonya|lettland|lettonia|lettonie|lettország|lotyšsko|lva|łotwa|λετονία|латвия|латвія|לטביה|لاتفيا|लातविया|ลัตเวีย|라트비아|ラトビア|拉脫維亞|拉脱维亚",
    "LY":
      "an libia|il-libja|lby|libia|libië|libija|libya|libye|libyen|liibüa|λιβύη|либия|ливия|лівія|לוב|ليبيا|लीबिया|ลิเบีย|리비아|リビア|利比亚|利比亞",
    "MA":
      "fas|il-marokk|maghribi|mar|maracó|ma-rốc|marocco|marocko|maroka|marokas|marokko|maroko|marroc|marrocos|marruecos|meṛṛuk|morocco|μαρόκο|марокко|мароко|מרוקו|المغرب|मोरक्को|โมร็อกโก|모로코|モロッコ|摩洛哥",
    "MC": "mco|monaco|monakas|monako|μονακό|монако|מונקו|موناكو|मोनाको|โมนาโก|모나코|モナコ|摩納哥|摩纳哥",
    "MD":
      "an mholdóiv|il-moldova|mda|moldavia|moldavie|moldavien|moldavija|moldavsko|moldova|moldova, republic of|mołdawia|republica moldova|republic of moldova|republik moldau|μολδαβία|молдова|מולדובה|مولدوفا|मॉल्डोवा|มอลโดวา|몰도바|モルドバ|摩尔多瓦|摩爾多瓦",
    "ME":
      "černá hora|čierna hora|crna gora|czarnogóra|il-montenegro|juodkalnija|karadağ|melnkalne|mne|montainéagró|montenegro|muntenegru|svartfjallaland|μαυροβούνιο|черна гора|черногория|чорногорія|מונטנגרו|الجبل الأسود|मोंटेनेग्रो|มอนเตเนโกร|몬테네그로|モンテネグロ|蒙特內哥羅|黑山",
    "MF":
      "maf|saint martin|saint martin (french part)|san martin|são martinho|senmartēna|sen martenas|sfântul martin|st. martin|svätý martin (fr.)|svatý martin (francie)|άγιος μαρτίνος (γαλλικό τμήμα)|сен мартен|סן מרטן|سان مارتن|เซนต์มาร์ติน|생마르탱|サン・マルタン|法属圣马丁|法屬聖馬丁",
    "MG":
      "madagascar|madagasikara|madagaskar|madagaskara|madagaskaras|madagaszkár|mdg|μαδαγασκάρη|мадагаскар|מדגסקר|مدغشقر|मेडागास्कर|มาดากัสการ์|마다가스카르|マダガスカル|馬達加斯加|马达加斯加",
    "MH":
      "gżejjer marshall|îles marshall|ilhas marshall|illas marshall|illes marshall|insulele marshall|islas marshall|isole marshall|kepulauan marshall|māršala salas|maršalo salos|maršalovi otoci|marshall adaları|marshalleilanden|marshalleyjar|marshallinsaaret|marshallinseln|marshalli saared|marshall islands|marshallöarna|marshallove ostrovy|marshallovi otoki|marshallovy ostrovy|marshall-szigetek|marshall uharteak|marshalløerne|marshalløyene|mhl|oileáin marshall|quần đảo marshall|wyspy marshalla|νήσοι μάρσαλ|маршалловы о-ва|маршаллові острови|маршалови острови|איי מרשל|جزر مارشال|मार्शल द्वीपसमूह|หมู่เกาะมาร์แชลล์|마셜 제도|マーシャル諸島|馬紹爾群島|马绍尔群岛",
    "MK":
      "an mhacadóin thuaidh|bắc macedonia|észak-macedónia|il-maċedonja ta’ fuq|ipar mazedonia|kuzey makedonya|macédoine du nord|macedonia|macedonia del nord|macedonia del norte|macedonia de nord|macedonia do norte|macedonia północna|macedonia utara|makedonia utara|maqedonia e veriut|mkd|noord-macedonië|nord-makedonia|nordmakedonien|nordmazedonien|north macedonia|norður-makedónía|põhja-makedoonia|pohjois-makedonia|severna makedonija|severné macedónsko|severní makedonie|šiaurės makedonija|sjeverna makedonija|ziemeļmaķedonija|βόρεια μακεδονία|північна македонія|северна македония|северна македонија|северная македония|מקדוניה הצפונית|مقدونيا الشمالية|उत्तरी मकदूनिया|มาซิโดเนียเหนือ|북마케도니아|北マケドニア|北馬其頓|北马其顿",
    "ML": "il-mali|mailí|mali|malis|mli|μάλι|мали|малі|מאלי|مالي|माली|มาลี|말리|マリ|馬利|马里",
    "MM":
      "burma|il-myanmar/burma|maenmar (burma)|mianmar|mianmaras (birma)|mianmar (birmânia)|mjanma (birma)|mjanmar (burma)|mjanmarsko|mmr|myanmar|myanmar (barma)|myanmar (birma)|myanmar (birmania)|myanmar (birmanie)|myanmar (burma)|myanmar (miến điện)|μιανμάρ (βιρμανία)|мʼянма (бірма)|мианмар (бирма)|мьянма (бирма)|מיאנמר (בורמה)|ميانمار (بورما)|म्यांमार (बर्मा)|เมียนมา (พม่า)|မြန်မာ|미얀마|ミャンマー (ビルマ)|緬甸|缅甸",
    "MN":
      "an mhongóil|il-mongolja|mng|moğolistan|mông cổ|mongolei|mongolia|mongolie|mongoliet|mongolija|mongolsko|mongoolia|μογγολία|монгол|монголия|монголія|מונגוליה|منغوليا|मंगोलिया|มองโกเลีย|몽골|モンゴル|蒙古",
    "MO":
      "çin makao öi̇b|ir-reġjun amministrattiv speċjali tal-macao tar-repubblika tal-poplu taċ-ċina|ķtr īpašais administratīvais reģions makao|mac|macao|macao – kiinan erityishallintoalue|macao – oao číny|macao sar|macao sar china|macao sar kina|macao – zao číny|macau|macau erihalduspiirkond|macau rae da china|macau (rae xina)|macau sar china|macau sar van china|macau txinako aeb|makaó kkt|makau dak tiongkok|posebno upravno območje ljudske republike kitajske macao|pup makao kina|rae de macao (china)|r.a.s. chinoise de macao|ras di macao|r.a.s. macao, china|sainréigiún riaracháin macao, daonphoblacht na síne|sar macao|sérstjórnarsvæðið makaó|sonderverwaltungsregion macau|sra makau (chiny)|ypatingasis administracinis kinijos regionas makao|đặc khu hành chính macao, trung quốc|μακάο εδπ κίνας|макао, оар китаю|макао (сар)|макао, сар на китай|מקאו (אזור מנהלי מיוחד של סין)|منطقة ماكاو الإدارية الخاصة|मकाऊ (विशेष प्रशासनिक क्षेत्र चीन)|เขตปกครองพิเศษมาเก๊าแห่งสาธารณรัฐประชาชนจีน|마카오(중국 특별행정구)|中国澳门特别行政区|中國澳門特別行政區|中華人民共和国マカオ特別行政区",
    "MP":
      "északi mariana-szigetek|ġżejjer mariana tat-tramuntana|îles mariannes du nord|ilhas marianas do norte|illas marianas do norte|illes marianes del nord|insulele mariane de nord|ipar mariana uharteak|islas marianas del norte|isole marianne settentrionali|kepulauan mariana utara|kuzey mariana adaları|marianos šiaurinės salos|mariany północne|mnp|na hoileáin mháirianacha thuaidh|noordelijke marianen|nördliche marianen|nord-marianene|nordmarianerna|nordmarianerne|northern mariana islands|norður-maríanaeyjar|põhja-mariaanid|pohjois-mariaanit|quần đảo bắc mariana|severné mariány|severni marianski otoki|severní mariany|sjevernomarijanski otoci|ziemeļu marianas salas|νήσοι βόρειες μαριάνες|північні маріанські острови|северни мариански острови|северные марианские о-ва|איי מריאנה הצפוניים|جزر ماريانا الشمالية|उत्तरी मारियाना द्वीपसमूह|หมู่เกาะนอร์เทิร์นมาเรียนา|북마리아나제도|北マリアナ諸島|北馬利安納群島|北马里亚纳群岛",
    "MQ":
      "martinica|martinik|martinika|martinique|martynika|mtq|μαρτινίκα|мартиника|мартиніка|מרטיניק|جزر المارتينيك|मार्टीनिक|มาร์ตินีก|마르티니크|マルティニーク|馬丁尼克|马提尼克",
    "MR":
      "an mháratái|il-mauritania|máritanía|mauretania|mauretanien|mauretanija|mauritaania|mauritania|mauritanie|mauritanija|mavretanija|moritanya|mrt|μαυριτανία|мавритания|мавританія|מאוריטניה|موريتانيا|मॉरिटानिया|มอริเตเนีย|모리타니|モーリタニア|毛里塔尼亚|茅利塔尼亞",
    "MS":
      "montsarat|montseratas|montserrat|montserrata|msr|μονσεράτ|монтсерат|монтсеррат|מונסראט|مونتسرات|मोंटसेरात|มอนต์เซอร์รัต|몬트세라트|モントセラト|蒙哲臘|蒙特塞拉特",
    "MT": "malta|malte|mlt|μάλτα|малта|мальта|מלטה|مالطا|माल्टा|มอลตา|몰타|マルタ|馬爾他|马耳他",
    "MU":
      "máritíus|maurice|maurici|maurīcija|mauricijus|mauricio|mauricius|mauritius|maurizio|mus|oileán mhuirís|μαυρίκιος|маврикий|маврикій|мавриций|מאוריציוס|موريشيوس|मॉरीशस|มอริเชียส|모리셔스|モーリシャス|模里西斯|毛里求斯",
    "MV":
      "il-maldivi|maladewa|maldiivid|maldivak|maldivas|maldive|maldiven|maldivene|maldiverna|maldiverne|maldives|maldíveyjar|maldivi|maldīvija|maldivler|maldív-szigetek|maldivy|maldyvai|malediivit|malediven|maledivy|malediwy|mdv|oileáin mhaildíve|μαλδίβες|малдиви|мальдивы|мальдіви|האיים המלדיביים|جزر المالديف|ދިވެހި ރާއްޖެ|मालदीव|มัลดีฟส์|몰디브|モルディブ|馬爾地夫|马尔代夫",
    "MW":
      "an mhaláiv|il-malawi|malaui|malavi|malāvija|malavis|malawi|mwi|μαλάουι|малави|малаві|מלאווי|ملاوي|मलावी|มาลาวี|말라위|マラウイ|馬拉威|马拉维",
    "MX":
      "il-messiku|mehhiko|mehika|meicsiceo|meksika|meksiko|meksyk|mèsego|messico|mex|mexic|mexico|mexiko|mexique|μεξικό|мексика|мексико|מקסיקו|المكسيك|मैक्सिको|เม็กซิโก|멕시코|メキシコ|墨西哥",
    "MY":
      "an mhalaeisia|il-malasja|malaisia|malaisie|malaizija|malajsie|malajzia|malasia|malaysia|maleisië|malesia|malezija|malezja|malezya|mys|μαλαισία|малайзия|малайзія|מלזיה|ماليزيا|मलेशिया|มาเลเซีย|말레이시아|マレーシア|馬來西亞|马来西亚",
    "MZ":
      "il-mozambique|moçambic|moçambique|mósaimbíc|mosambiik|mosambik|moz|mozambic|mozambico|mozambik|mozambika|mozambikas|mozambike|mozambique|μοζαμβίκη|мозамбик|мозамбік|מוזמביק|موزمبيق|मोज़ांबिक|โมซัมบิก|모잠비크|モザンビーク|莫三比克|莫桑比克",
    "NA":
      "an namaib|in-namibja|nam|namibia|namibie|namibija|namibya|namiibia|ναμίμπια|намибия|намібія|נמיביה|ناميبيا|नामीबिया|นามิเบีย|나미비아|ナミビア|納米比亞|纳米比亚",
    "NC":
      "an nua-chaladóin|jaunkaledonija|kaledonia baru|kaledonia berria|naujoji kaledonija|ncl|neukaledonien|new caledonia|nieuw-caledonië|noua caledonie|nouvelle-calédonie|nova caledonia|nová kaledónia|nová kaledonie|nova kaledonija|nowa kaledonia|nueva caledonia|nuova caledonia|nya kaledonien|ny-caledonia|nýja-kaledónía|ny kaledonien|új-kaledónia|uusi-kaledonia|uus-kaledoonia|yeni kaledonya|νέα καληδονία|нова каледония|нова каледонія|новая каледония|קלדוניה החדשה|كاليدونيا الجديدة|न्यू कैलेडोनिया|นิวแคลิโดเนีย|뉴칼레도니아|ニューカレドニア|新喀里多尼亚|新喀里多尼亞",
    "NE":
      "an nígir|in-niġer|ner|niger|nigēra|nigeris|nijer|níxer|νίγηρας|нигер|нігер|ניז׳ר|النيجر|नाइजर|ไนเจอร์|니제르|ニジェール|尼日|尼日尔",
    "NF":
      "gżira norfolk|île norfolk|ilha norfolk|illa norfolk|insula norfolk|isla norfolk|isola norfolk|kepulauan norfolk|nfk|norfolk|norfolk adası|norfolkas sala|norfolkeyja|norfolkinsaari|norfolkinsel|norfolk island|norfolkön|norfolko sala|norfolk-sziget|norfolk uhartea|norfolkøya|norfolški otok|oileán norfolk|otok norfolk|pulau norfolk|đảo norfolk|νήσος νόρφολκ|о-в норфолк|остров норфолк|острів норфолк|האי נורפוק|جزيرة نورفولك|नॉरफ़ॉक द्वीप|เกาะนอร์ฟอล์ก|노퍽섬|ノーフォーク島|諾福克島|诺福克岛",
    "NG":
      "an nigéir|in-niġerja|nàìjíríà|nga|nigeeria|nigeria|nigérie|nigerija|nijerya|nixeria|νιγηρία|нигерия|нігерія|ניגריה|نيجيريا|नाइजीरिया|ไนจีเรีย|나이지리아|ナイジェリア|奈及利亞|尼日利亚",
    "NI":
      "in-nikaragwa|nic|nicaragua|nicearagua|nikaragua|nikaragva|νικαράγουα|никарагуа|нікарагуа|ניקרגואה|نيكاراغوا|निकारागुआ|นิการากัว|니카라과|ニカラグア|尼加拉瓜",
    "NL":
      "alankomaat|an ísiltír|belanda|hà lan|herbehereak|holandia|holandsko|holland|hollanda|hollandia|in-netherlands|nederlân|nederland|nederlandene|nederländerna|netherlands|nīderlande|niederlande|nizozemska|nizozemsko|nld|nyderlandai|paesi bassi|países baixos|países bajos|països baixos|pays-bas|țările de jos|the netherlands|κάτω χώρες|нидерландия|нидерланды|нідерланди|הולנד|هولندا|नीदरलैंड|เนเธอร์แลนด์|네덜란드|オランダ|荷兰|荷蘭",
    "NO":
      "an iorua|in-norveġja|na uy|noorwegen|nor|noreg|noregur|norga|norge|norja|norra|norsko|noruega|norveç|norvège|norvegia|norvegija|norveška|norway|norwegen|norwegia|νορβηγία|норвегия|норвегія|נורווגיה|النرويج|नॉर्वे|นอร์เวย์|노르웨이|ノルウェー|挪威",
    "NP":
      "in-nepal|neipeal|nepal|nepāla|nepalas|npl|νεπάλ|непал|נפאל|نيبال|नेपाल|เนปาล|네팔|ネパール|尼泊尔|尼泊爾",
    "NR": "nárú|nauru|nru|ναουρού|науру|נאורו|ناورو|नाउरु|นาอูรู|나우루|ナウル|瑙鲁|諾魯",
    "NU": "niu|niue|niujė|νιούε|ниуе|ниуэ|ніуе|ניווה|نيوي|नीयू|นีอูเอ|니우에|ニウエ|紐埃島|纽埃",
    "NZ":
      "an nua-shéalainn|aotearoa|jaunzēlande|naujoji zelandija|neuseeland|new zealand|nieuw-zeeland|noua zeelandă|nouvelle-zélande|nova zelanda|nova zelandia|nova zelandija|novi zeland|nový zéland|nowa zelandia|nueva zelanda|nuova zelanda|nya zeeland|nýja-sjáland|nzl|selandia baru|új-zéland|uusi-seelanti|uus-meremaa|yeni zelanda|zeelanda berria|νέα ζηλανδία|нова зеландия|нова зеландія|новая зеландия|ניו זילנד|نيوزيلندا|न्यूज़ीलैंड|นิวซีแลนด์|뉴질랜드|ニュージーランド|新西兰|紐西蘭",
    "OM": "l-oman|omã|omaan|oman|omāna|omanas|omn|umman|ομάν|оман|עומאן|عُمان|ओमान|โอมาน|오만|オマーン|阿曼",
    "PA": "il-panama|pan|panama|παναμάς|панама|פנמה|بنما|पनामा|ปานามา|파나마|パナマ|巴拿馬|巴拿马",
    "PE": "il-perù|peiriú|per|pérou|peru|peruu|περού|перу|פרו|بيرو|पेरू|เปรู|페루|ペルー|秘魯|秘鲁",
    "PF":
      "francia polinézia|francijas polinēzija|francoska polinezija|francouzská polynésie|francuska polinezija|francúzska polynézia|franska pólýnesía|franska polynesien|fransk polynesia|fransk polynesien|frans-polynesië|fransız polinezyası|französisch-polynesien|french polynesia|polainéis na fraince|polinesia francesa|polinesia francese|polinesia frantsesa|polinesia perancis|polinesia prancis|polinezia franceză|polineżja franċiża|polinezja francuska|polynesia thuộc pháp|polynésie française|prancūzijos polinezija|prantsuse polüneesia|pyf|ranskan polynesia|γαλλική πολυνησία|французская полинезия|французька полінезія|френска полинезия|פולינזיה הצרפתית|بولينيزيا الفرنسية|फ़्रेंच पोलिनेशिया|เฟรนช์โปลินีเซีย|프랑스령 폴리네시아|仏領ポリネシア|法属波利尼西亚|法屬玻里尼西亞",
    "PG":
      "nua-ghuine phapua|paapua uus-guinea|papoea-nieuw-guinea|papouasie-nouvelle-guinée|papua ginea berria|papua-jaungvineja|papua naujoji gvinėja|papua-neuguinea|papua new guinea|papua niugini|papua-noua guinee|papua-nova guiné|papua nova guinea|papua nova gvineja|papua-nowa gwinea|papúa nueva guinea|papua nugini|papua nuova guinea|papua nya guinea|papua ny guinea|papúa nýja-gínea|pápua új-guinea|papua-uusi-guinea|papua yeni gine|png|παπούα νέα γουινέα|папуа-нова гвинея|папуа-нова гвінея|папуа — новая гвинея|פפואה גינאה החדשה|بابوا غينيا الجديدة|पापुआ न्यू गिनी|ปาปัวนิวกินี|파푸아뉴기니|パプアニューギニア|巴布亚新几内亚|巴布亞紐幾內亞",
    "PH":
      "filipiinid|filipijnen|filipina|filipinai|filipinak|filipinas|filipine|filipines|filipini|filipinler|filipiny|filippiinit|filippine|filippinene|filippinerna|filippinerne|filippseyjar|fülöp-szigetek|il-filippini|na hoileáin fhilipíneacha|philippinen|philippines|phl|pilipinas|φιλιππίνες|филипини|филиппины|філіппіни|הפיליפינים|الفلبين|फ़िलिपींस|ฟิลิปปินส์|필리핀|フィリピン|菲律宾|菲律賓",
    "PK":
      "an phacastáin|il-pakistan|pak|pakistan|pakistāna|pakistanas|pakisztán|paquistán|paquistão|πακιστάν|пакистан|פקיסטן|باكستان|پاکستان|पाकिस्तान|ปากีสถาน|파키스탄|パキスタン|巴基斯坦",
    "PL":
      "an pholainn|ba lan|il-polonja|lengyelország|lenkija|pol|poland|polandia|polen|polija|poljska|pólland|pologne|polonia|polonya|polska|polsko|poola|puola|πολωνία|полша|польша|польща|פולין|بولندا|पोलैंड|โปแลนด์|폴란드|ポーランド|波兰|波蘭",
    "PM":
      "saint pierre a miquelon|saint pierre and miquelon|saint pierre dan miquelon|saint-pierre e miquelon|saint-pierre en miquelon|saint-pierre és miquelon|saint-pierre eta mikelune|saint pierre et miquelon|saint-pierre i miquelon|saint pierre in miquelon|saint-pierre ja miquelon|saint pierre og miquelon|saint-pierre și miquelon|saint pierre u miquelon|saint pierre và miquelon|saint pierre ve miquelon|sankti pierre og miquelon|san pedro y miquelón|san pierre agus miquelon|são pedro e miquelão|sen pjeras ir mikelonas|senpjēra un mikelona|spm|st. pierre & miquelon|s:t pierre och miquelon|st. pierre und miquelon|sveti petar i mikelon|σεν πιερ και μικελόν|сен-пʼєр і мікелон|сен пиер и микелон|сен-пьер и микелон|סנט פייר ומיקלון|سان بيير ومكويلون|सेंट पिएरे और मिक्वेलान|แซงปีแยร์และมีเกอลง|생피에르 미클롱|サンピエール島・ミクロン島|圣皮埃尔和密克隆群岛|聖皮埃與密克隆群島",
    "PN":
      "gżejjer pitcairn|îles pitcairn|ilhas pitcairn|illas pitcairn|illes pitcairn|insulele pitcairn|islas pitcairn|isole pitcairn|kepulauan pitcairn|oileáin pitcairn|pcn|pitcairn|pitcairn adaları|pitcairneilanden|pitcairn-eyjar|pitcairninseln|pitcairni saared|pitcairn islands|pitcairnöarna|pitcairnove ostrovy|pitcairnovi otoci|pitcairnovy ostrovy|pitcairn-szigetek|pitcairn uharteak|pitcairnøyene|pitkērnas salas|pitkerno salos|quần đảo pitcairn|νήσοι πίτκερν|о-ва питкэрн|острови питкерн|острови піткерн|איי פיטקרן|جزر بيتكيرن|पिटकैर्न द्वीपसमूह|หมู่เกาะพิตแคร์น|핏케언 제도|ピトケアン諸島|皮特凯恩群岛|皮特肯群島",
    "PR":
      "pórtó ríce|porto rico|porto riko|portoryko|pri|puerto rico|puerto rikas|puerto riko|πουέρτο ρίκο|пуерто рико|пуэрто-рико|פוארטו ריקו|بورتوريكو|पोर्टो रिको|เปอร์โตริโก|푸에르토리코|プエルトリコ|波多黎各",
    "PS":
      "de palæstinensiske områder|det palestinske området|filistin bölgeleri|heimastjórnarsvæði palestínumanna|it-territorji palestinjani|lãnh thổ palestine|na críocha palaistíneacha|palästinensische autonomiegebiete|palestiina alad|palestiinalaisalue|palestijnse gebieden|palestinar lurralde okupatuak|palestīnas teritorijas|palestine|palestine, state of|palestinian territories|palestinos teritorija|palestinska territorierna|palestinská území|palestínske územia|palestinsko ozemlje|palestinsko područje|palesztin autonómia|pse|teritoriile palestiniene|territoires palestiniens|territorios palestinos|territori palestinesi|territoris palestins|terytoria palestyńskie|wilayah palestin|wilayah palestina|παλαιστινιακά εδάφη|палестинские территории|палестински територии|палестинські території|השטחים הפלסטיניים|الأراضي الفلسطينية|फ़िलिस्तीनी क्षेत्र|ดินแดนปาเลสไตน์|팔레스타인 지구|パレスチナ自治区|巴勒斯坦自治區|巴勒斯坦领土",
    "PT":
      "an phortaingéil|bồ đào nha|il-portugall|portekiz|portogallo|portugal|portugāle|portugali|portugalia|portugalija|portugalska|portugalsko|prt|πορτογαλία|португалия|португалія|פורטוגל|البرتغال|पुर्तगाल|โปรตุเกส|포르투갈|ポルトガル|葡萄牙",
    "PW":
      "belau|oileáin palau|palá|palaos|palau|plw|παλάου|палау|פלאו|بالاو|पलाऊ|ปาเลา|팔라우|パラオ|帕劳|帛琉",
    "PY":
      "il-paragwaj|paragua|paraguai|paraguaj|paraguay|paragvaj|paragvaja|paragvajus|paragvæ|paragwaj|pry|παραγουάη|парагвай|פרגוואי|باراغواي|पराग्वे|ปารากวัย|파라과이|パラグアイ|巴拉圭",
    "QA":
      "catar|il-qatar|katar|katara|kataras|qat|qatar|κατάρ|катар|קטאר|قطر|क़तर|กาตาร์|카타르|カタール|卡塔尔|卡達",
    "RE":
      "illa de la reunió|la réunion|reinjona|reu|reunião|reunion|reunjonas|riunione|ρεϊνιόν|реюнион|реюньйон|реюньон|ראוניון|روينيون|रियूनियन|เรอูนียง|레위니옹|レユニオン|留尼旺|留尼汪",
    "RO":
      "an rómáin|errumania|ir-rumanija|roemenië|romania|romanya|romênia|romunija|rou|roumanie|rumania|rumänien|rumānija|rumeenia|rúmenía|rumunia|rumunija|rumunjska|rumunsko|rumænien|ρουμανία|румунія|румъния|румыния|רומניה|رومانيا|रोमानिया|โรมาเนีย|루마니아|ルーマニア|罗马尼亚|羅馬尼亞",
    "RS":
      "an tseirbia|is-serbja|serbia|serbie|serbien|serbija|sérvia|servië|srb|srbija|srbsko|szerbia|sırbistan|σερβία|сербия|сербія|србија|сърбия|סרביה|صربيا|सर्बिया|เซอร์เบีย|세르비아|セルビア|塞尔维亚|塞爾維亞",
    "RU":
      "an rúis|errusia|ir-russja|krievija|oroszország|rosja|rus|rusia|rusija|rusko|rusland|russia|russian federation|russie|russland|rusya|ryssland|venäjä|venemaa|ρωσία|арассыыйа|росси|россия|росія|рузонь мастор|русия|русија|רוסיה|روسيا|रूस|รัสเซีย|러시아|ロシア|俄罗斯|俄羅斯",
    "RW":
      "ir-rwanda|ruanda|rwa|rwanda|u rwanda|ρουάντα|руанда|רואנדה|رواندا|रवांडा|รวันดา|르완다|ルワンダ|卢旺达|盧安達",
    "SA":
      "an araib shádach|arabia saudí|arabia saudita|arabia saudyjska|arabie saoudite|arab saudi|ả rập xê-út|ksa|l-arabja sawdija|sádi-arabía|saoedi-arabië|sau|saūda arābija|saudi araabia|saudi arabia|saudi-arabien|saudijska arabija|saudo arabija|saudova arabija|saudská arábia|saúdská arábie|suudi arabistan|szaúd-arábia|σαουδική αραβία|саудитска арабия|саудовская аравия|саудівська аравія|ערב הסעודית|المملكة العربية السعودية|सऊदी अरब|ซาอุดีอาระเบีย|사우디아라비아|サウジアラビア|沙烏地阿拉伯|沙特阿拉伯",
    "SB":
      "îles salomon|il-gżejjer solomon|ilhas salomão|illas salomón|illes salomó|insulele solomon|islas salomón|isole salomone|kepulauan solomon|oileáin sholaimh|quần đảo solomon|saalomoni saared|salamon-szigetek|šalamounovy ostrovy|šalamúnove ostrovy|saliamono salos|salomonen|salomonöarna|salomonovi otoci|salomonovi otoki|salomonsaaret|salomonseilanden|salómonseyjar|salomon uharteak|salomonøerne|salomonøyene|slb|solomon adaları|solomon islands|wyspy salomona|zālamana salas|νήσοι σολομώντος|соломонови острови|соломоновы о-ва|соломонові острови|איי שלמה|جزر سليمان|सोलोमन द्वीपसमूह|หมู่เกาะโซโลมอน|솔로몬 제도|ソロモン諸島|所罗门群岛|索羅門群島",
    "SC":
      "is-seychelles|na séiséil|seicheles|seišeliai|seišellid|seišelu salas|sejšeli|seszele|seychelleak|seychellen|seychellene|seychellerna|seychellerne|seychelles|seychelles-eyjar|seychelle-szigetek|seychellit|seychely|seyşeller|syc|σεϋχέλλες|сейшели|сейшельские о-ва|сейшельські острови|איי סיישל|سيشل|सेशेल्स|เซเชลส์|세이셸|セーシェル|塞席爾|塞舌尔",
    "SD":
      "an tsúdáin|is-sudan|sdn|soedan|soudan|sudaan|sudan|sudāna|sudanas|sudão|szudán|σουδάν|судан|סודן|السودان|सूडान|ซูดาน|수단|スーダン|苏丹|蘇丹",
    "SE":
      "an tsualainn|i̇sveç|l-iżvezja|rootsi|ruotsi|schweden|suecia|suède|suedia|švedija|svédország|švedska|švédsko|sverige|svezia|svíþjóð|swe|sweden|swedia|szwecja|thụy điển|zviedrija|zweden|σουηδία|швеция|швеція|שוודיה|السويد|स्वीडन|สวีเดน|스웨덴|スウェーデン|瑞典",
    "SG":
      "sgp|singapore|singapour|singapur|singapura|singapūras|singeapór|szingapúr|σιγκαπούρη|сингапур|сінгапур|סינגפור|سنغافورة|सिंगापुर|சிங்கப்பூர்|สิงคโปร์|싱가포르|シンガポール|新加坡",
    "SH":
      "sainte-hélène|saint helena|saint helena, ascension and tristan da cunha|san héilin|sankti helena|santa elena|santa helena|sant’elena|sfânta elena|shn|sint-helena|s:t helena|svatá helena|šv. elenos sala|sveta helena|sv.helēnas sala|szent ilona|wyspa świętej heleny|αγία ελένη|о-в св. елены|острів святої єлени|света елена|סנט הלנה|سانت هيلينا|सेंट हेलेना|เซนต์เฮเลนา|세인트헬레나|セントヘレナ|圣赫勒拿|聖赫勒拿島",
    "SI":
      "an tslóivéin|eslovenia|is-slovenja|sloveenia|slovenia|slovenië|slovenien|slovenija|slovenya|slovinsko|slowenien|svn|szlovénia|słowenia|zlovenia|σλοβενία|словения|словенія|סלובניה|سلوفينيا|स्लोवेनिया|สโลวีเนีย|슬로베니아|スロベニア|斯洛文尼亚|斯洛維尼亞",
    "SJ":
      "huippuvuoret ja jan mayen|kepulauan svalbard dan jan mayen|sjm|špicberky a jan mayen|spitsbergen en jan mayen|spitzbergen und jan mayen|svalbāra un jana majena sala|svalbard agus jan mayen|svalbard a jan mayen|svalbard and jan mayen|svalbardas ir janas majenas|svalbard dan jan mayen|svalbard e jan mayen|svalbard és jan mayen|svalbard eta jan mayen uharteak|svalbard et jan mayen|svalbard i jan mayen|svalbard in jan mayen|svalbard ja jan mayen|svalbard & jan mayen|svalbard och jan mayen|svalbard og jan mayen|svalbard și jan mayen|svalbard u jan mayen|svalbard và jan mayen|svalbard ve jan mayen|svalbard y jan mayen|svalbarði og jan mayen|σβάλμπαρντ και γιαν μαγιέν|свалбард и ян майен|шпицберген и ян-майен|шпіцберген та ян-маєн|סבאלברד ויאן מאיין|سفالبارد وجان ماين|स्वालबार्ड और जान मायेन|สฟาลบาร์และยานไมเอน|스발바르제도-얀마웬섬|スバールバル諸島・ヤンマイエン島|挪威屬斯瓦巴及尖棉|斯瓦尔巴和扬马延",
    "SK":
      "an tslóvaic|eslovakia|eslovaquia|is-slovakkja|slovacchia|slovacia|slovačka|slovakia|slovakien|slovakiet|slovakija|slovakkia|slovak republic|slovakya|slovaquie|slovaška|slovensko|slowakei|slowakije|svk|szlovákia|słowacja|σλοβακία|словакия|словаччина|סלובקיה|سلوفاكيا|स्लोवाकिया|สโลวะเกีย|슬로바키아|スロバキア|斯洛伐克",
    "SL":
      "serra leoa|siarra leon|siera leonė|sierra leona|sierra leone|sijera leone|sjerraleone|sle|σιέρα λεόνε|сиера леоне|сьерра-леоне|сьєрра-леоне|סיירה לאון|سيراليون|सिएरा लियोन|เซียร์ราลีโอน|시에라리온|シエラレオネ|塞拉利昂|獅子山",
    "SM":
      "saint-marin|san mairíne|san marinas|san marino|smr|άγιος μαρίνος|сан марино|סן מרינו|سان مارينو|सैन मेरीनो|ซานมาริโน|산마리노|サンマリノ|圣马力诺|聖馬利諾",
    "SN":
      "an tseineagáil|is-senegal|sen|senegaal|senegal|senegāla|senegalas|szenegál|σενεγάλη|сенегал|סנגל|السنغال|सेनेगल|เซเนกัล|세네갈|セネガル|塞內加爾|塞内加尔",
    "SO":
      "an tsomáil|is-somalja|som|somaalia|somali|somalia|somalie|somalija|somalis|somálsko|soomaaliya|szomália|σομαλία|сомали|сомалия|сомалі|סומליה|الصومال|सोमालिया|โซมาเลีย|소말리아|ソマリア|索馬利亞|索马里",
    "SR":
      "is-suriname|sur|suranam|surinam|surinama|surinamas|suriname|σουρινάμ|суринам|סורינאם|سورينام|सूरीनाम|ซูรินาเม|수리남|スリナム|苏里南|蘇利南",
    "SS":
      "an tsúdáin theas|dél-szudán|dienvidsudāna|etelä-sudan|güney sudan|hego sudan|is-sudan t’isfel|jižní súdán|južni sudan|južný sudán|lõuna-sudaan|nam sudan|pietų sudanas|soudan du sud|south sudan|ssd|sudan del sud|sudán del sur|sudán do sur|sudan południowy|sudan selatan|sudanul de sud|sudão do sul|sud sudan|suður-súdan|sydsudan|sør-sudan|zuid-soedan|νότιο σουδάν|південний судан|южен судан|южный судан|דרום סודן|جنوب السودان|दक्षिण सूडान|ซูดานใต้|남수단|南スーダン|南苏丹|南蘇丹",
    "ST":
      "san tomé e príncipe|san tomė ir prinsipė|santome un prinsipi|santo tomé y príncipe|são tomé agus príncipe|sao tome and principe|sao tome dan principe|sao tomé en principe|são tomé e príncipe|são tomé és príncipe|sao tome eta principe|sao tomé-et-principe|sao tome in principe|são tomé i príncipe|são tomé ja príncipe|são tomé och príncipe|são tomé og príncipe|saó tóme og prinsípe|são tomé & príncipe|são tomé și príncipe|são tomé und príncipe|são tomé u príncipe|são tomé và príncipe|sao tome ve principe|stp|svätý tomáš a princov ostrov|svatý tomáš a princův ostrov|sveti toma i princip|wyspy świętego tomasza i książęca|σάο τομέ και πρίνσιπε|сан-томе и принсипи|сан-томе і принсіпі|сао томе и принсипи|סאו טומה ופרינסיפה|ساو تومي وبرينسيبي|साओ टोम और प्रिंसिपे|เซาตูเมและปรินซิปี|상투메 프린시페|サントメ・プリンシペ|圣多美和普林西比|聖多美普林西比",
    "SV":
      "an tsalvadóir|el salvador|o salvador|salvador|salvadora|salvadoras|salwador|slv|ελ σαλβαδόρ|салвадор|сальвадор|אל סלבדור|السلفادور|अल सल्वाडोर|เอลซัลวาดอร์|엘살바도르|エルサルバドル|萨尔瓦多|薩爾瓦多",
    "SX":
      "saint-martin (partie néerlandaise)|sint maarten|sint maarten (dutch part)|sintmārtena|sint martenas|svätý martin (hol.)|svatý martin (nizozemsko)|sxm|άγιος μαρτίνος (ολλανδικό τμήμα)|синт мартен|сінт-мартен|סנט מארטן|سانت مارتن|ซินต์มาร์เทน|신트마르턴|シント・マールテン|荷属圣马丁|荷屬聖馬丁",
    "SY":
      "an tsiria|is-sirja|siria|sirija|suriah|suriye|süüria|syr|syria|syrian arab republic|syrie|syrien|sýrland|syyria|szíria|συρία|сирия|сирія|סוריה|سوريا|सीरिया|ซีเรีย|시리아|シリア|叙利亚|敘利亞",
    "SZ":
      "essuatíni|esuaitíní|esuatini|esvatini|eswatini|l-eswatini|svaasimaa|svatini|svazilandas|swaziland|swazilandia|swz|szváziföld|εσουατίνι|есватини|есватіні|эсватини|אסוואטיני|إسواتيني|एस्वाटिनी|เอสวาตีนี|에스와티니|エスワティニ|史瓦帝尼|斯威士兰",
    "TA":
      "tristana da kuņjas salu teritorijas|tristan da cunha|tristán de acuña|tristano da kunjos|tristão da cunha|τριστάν ντα κούνια|тристан-да-кунья|тристан да куня|трістан-да-кунья|טריסטן דה קונה|تريستان دا كونا|ट्रिस्टन दा कुना|ทริสตันดาคูนา|트리스탄다쿠나|トリスタン・ダ・クーニャ|特里斯坦-达库尼亚群岛|特里斯坦達庫尼亞群島",
    "TC":
      "îles turques-et-caïques|il-gżejjer turks u caicos|ilhas turcas e caicos|illas turks e caicos|illes turks i caicos|insulele turks și caicos|islas turcas y caicos|isole turks e caicos|kepulauan turks dan caicos|oileáin na dturcach agus caicos|otoci turks i caicos|otoki turks in caicos|quần đảo turks và caicos|tca|tērksas un kaikosas salas|terkso ir kaikoso salos|turk eta caico uharteak|turks a caicos|turks and caicos islands|turks & caicos islands|turks- en caicoseilanden|turks- és caicos-szigetek|turks i caicos|turks ja caicos|turks- ja caicossaaret|turks- och caicosöarna|turks- og caicoseyjar|turks- og caicosøerne|turks- og caicosøyene|turks- und caicosinseln|turks ve caicos adaları|νήσοι τερκς και κάικος|острови теркс і кайкос|острови търкс и кайкос|тёркс и кайкос|איי טרקס וקייקוס|جزر توركس وكايكوس|तुर्क और कैकोज़ द्वीपसमूह|หมู่เกาะเติกส์และหมู่เกาะเคคอส|터크스 케이커스 제도|タークス・カイコス諸島|土克斯及開科斯群島|特克斯和凯科斯群岛",
    "TD":
      "çad|čada|čadas|chad|chade|ciad|csád|czad|iċ-chad|sead|tcd|tchad|tšaad|tšad|tschad|tsjaad|tsjad|txad|τσαντ|чад|צ׳אד|تشاد|चाड|ชาด|차드|チャド|乍得|查德",
    "TF":
      "atf|críocha francacha dheisceart an domhain|de franske besiddelser i det sydlige indiske ocean og antarktis|de franske sørterritorier|francia déli területek|francijas dienvidjūru teritorija|francosko južno ozemlje|francouzská jižní území|francuskie terytoria południowe i antarktyczne|francuski južni teritoriji|francúzske južné a antarktické územia|franse gebieden in de zuidelijke indische oceaan|franska sydterritorierna|fransız güney toprakları|französische süd- und antarktisgebiete|french southern territories|frönsku suðlægu landsvæðin|hegoaldeko lurralde frantsesak|it-territorji franċiżi tan-nofsinhar|lãnh thổ phía nam thuộc pháp|prancūzijos pietų sritys|prantsuse lõunaalad|ranskan eteläiset ja antarktiset alueet|teritoriile australe și antarctice franceze|terre australi francesi|terres australes françaises|terres australs antàrtiques franceses|territorios austrais franceses|territorios australes franceses|territórios franceses do sul|wilayah selatan perancis|wilayah selatan prancis|γαλλικά νότια εδάφη|французские южные территории|французькі південні території|френски южни територии|הטריטוריות הדרומיות של צרפת|الأقاليم الجنوبية الفرنسية|फ़्रांसीसी दक्षिणी क्षेत्र|เฟรนช์เซาเทิร์นเทร์ริทอรีส์|프랑스령 남방 지역|仏領極南諸島|法属南部领地|法屬南部屬地",
    "TG": "it-togo|tgo|tóga|togas|togo|τόγκο|того|טוגו|توغو|โตโก|토고|トーゴ|多哥",
    "TH":
      "an téalainn|it-tajlandja|tai|taíland|tailandas|tailandia|taizeme|tajland|tajlandia|tajska|tayland|tha|thaiföld|thái lan|thailand|thailanda|thaïlande|thailandia|thaimaa|thajsko|ταϊλάνδη|таиланд|таїланд|תאילנד|تايلاند|थाईलैंड|ไทย|태국|タイ|泰国|泰國",
    "TJ":
      "an táidsíceastáin|it-taġikistan|tacikistan|tadjikistan|tadjiquistão|tadschikistan|tadsíkistan|tadsjikistan|tadžikija|tadžikistan|tadžikistāna|tadzjikistan|tádzsikisztán|tadżykistan|tagikistan|tajikistan|taxiquistán|tayikistán|tjk|τατζικιστάν|таджикистан|тоҷикистон|טג׳יקיסטן|طاجيكستان|ताजिकिस्तान|ทาจิกิสถาน|타지키스탄|タジキスタン|塔吉克|塔吉克斯坦",
    "TK":
      "it-tokelau|tkl|tócalá|tókelá|tokelau|tokelauöarna|τοκελάου|токелау|טוקלאו|توكيلاو|तोकेलाउ|โตเกเลา|토켈라우|トケラウ|托克劳|托克勞群島",
    "TL":
      "austrumtimora|east timor|ekialdeko timor|ida-timor|itä-timor|kelet-timor|oost-timor|östtimor|rytų timoras|timor est|timor leste|timor oriental|timor wschodni|tíomór thoir|tls|východní timor|východný timor|øst-timor|τιμόρ-λέστε|восточный тимор|тимор лесте|тимор-лешті|טימור-לסטה|تيمور - ليشتي|तिमोर-लेस्त|ติมอร์-เลสเต|동티모르|东帝汶|東ティモール|東帝汶",
    "TM":
      "an tuircméanastáin|it-turkmenistan|tkm|turcomenistão|turkmenistan|turkmenistāna|turkmėnistanas|türkmenisztán|turkménsko|τουρκμενιστάν|туркменистан|туркменістан|טורקמניסטן|تركمانستان|तुर्कमेनिस्तान|เติร์กเมนิสถาน|투르크메니스탄|トルクメニスタン|土库曼斯坦|土庫曼",
    "TN":
      "an tuinéis|it-tuneżija|tun|tuneesia|tunesië|tunesien|túnez|tunézia|tunezja|tunis|tunisas|tunisia|tunisie|tunisien|tunisija|tunisko|tunizija|tunus|τυνησία|тунис|туніс|תוניסיה|تونس|ट्यूनीशिया|ตูนิเซีย|튀니지|チュニジア|突尼斯|突尼西亞",
    "TO": "ton|tonga|τόνγκα|тонга|טונגה|تونغا|ตองกา|통가|トンガ|東加|汤加",
    "TR":
      "an tuirc|it-turkija|thổ nhĩ kỳ|törökország|tur|turchia|turcia|turcija|turcja|turecko|türgi|türkei|turkey|turki|turkia|turkiet|turkija|turkije|turkiye|turkki|turquia|turquie|turska|tyrkia|tyrkiet|tyrkland|τουρκία|туреччина|турция|טורקיה|تركيا|तुर्किये|ตุรกี|튀르키예|トルコ|土耳其",
    "TT":
      "oileán na tríonóide agus tobága|trinidad and tobago|trinidadas ir tobagas|trinidad a tobago|trinidāda un tobāgo|trinidad dan tobago|trinidad en tobago|trinidad és tobago|trinidad eta tobago|trinidad e tobago|trinidad in tobago|trinidad i tobago|trinidad ja tobago|trinidad och tobago|trinidad og tobago|trinidad și tobago|trinidad & tobago|trinidad und tobago|trinidad u tobago|trinidad và tobago|trinidad ve tobago|trinidad y tobago|trinité-et-tobago|trynidad i tobago|tto|τρινιντάντ και τομπάγκο|тринидад и тобаго|тринідад і тобаго|טרינידד וטובגו|ترينيداد وتوباغو|त्रिनिदाद और टोबैगो|ตรินิแดดและโตเบโก|트리니다드 토바고|トリニダード・トバゴ|千里達及托巴哥|特立尼达和多巴哥",
    "TV": "tuv|tuvalu|τουβαλού|тувалу|טובאלו|توفالو|तुवालू|ตูวาลู|투발루|ツバル|吐瓦魯|图瓦卢",
    "TW":
      "an téaváin|it-tajwan|taívan|taivāna|taivanas|taiwan|taiwan, province of china|tajvan|tajwan|tayvan|tchaj-wan|twn|đài loan|ταϊβάν|тайван|тайвань|טייוואן|تايوان|ताइवान|ไต้หวัน|대만|台湾|台灣",
    "TZ":
      "an tansáin|it-tanzanija|tansaania|tansania|tanzania|tanzania, united republic of|tanzanie|tanzanija|tanzanya|tza|τανζανία|танзания|танзанія|טנזניה|تنزانيا|तंज़ानिया|แทนซาเนีย|탄자니아|タンザニア|坦尚尼亞|坦桑尼亚",
    "UA":
      "an úcráin|l-ukrajna|oekraïne|ucraina|ucrania|ukr|ukraina|ukraine|ukrajina|ukrajna|ukrayna|ουκρανία|украина|україна|אוקראינה|أوكرانيا|यूक्रेन|ยูเครน|우크라이나|ウクライナ|乌克兰|烏克蘭",
    "UG":
      "l-uganda|oeganda|ouganda|uga|uganda|ουγκάντα|уганда|אוגנדה|أوغندا|युगांडा|ยูกันดา|우간다|ウガンダ|乌干达|烏干達",
    "UM":
      "abd küçük harici adaları|amerikanische überseeinseln|amerikanske oversøiske øer|ameriketako estatu batuetako kanpoaldeko uharte txikiak|asv mazās aizjūras salas|az usa lakatlan külbirtokai|các tiểu đảo xa của hoa kỳ|dalekie wyspy mniejsze stanów zjednoczonych|îles mineures éloignées des états-unis|il-gżejjer minuri mbiegħda tal-istati uniti|ilhas menores distantes dos eua|illas menores distantes dos estados unidos|illes menors allunyades dels estats units|insulele îndepărtate ale s.u.a.|islas menores alejadas de ee. uu.|isole minori esterne degli stati uniti|jungtinių valstijų mažosios tolimosios salos|kepulauan terluar as|kepulauan terpencil a.s.|kleine afgelegen eilanden van de verenigde staten|mali udaljeni otoci sad-a|menšie odľahlé ostrovy usa|menší odlehlé ostrovy usa|oileáin imeallacha s.a.m.|smáeyjar bandaríkjanna|stranski zunanji otoki združenih držav|ühendriikide hajasaared|umi|united states minor outlying islands|usas ytre øyer|usa:s yttre öar|u.s. outlying islands|yhdysvaltain erillissaaret|απομακρυσμένες νησίδες ηπα|внешние малые о-ва (сша)|віддалені острови сша|отдалечени острови на сащ|האיים המרוחקים הקטנים של ארה״ב|جزر الولايات المتحدة النائية|यू॰एस॰ आउटलाइंग द्वीपसमूह|หมู่เกาะรอบนอกของสหรัฐอเมริกา|미국령 해외 제도|合衆国領有小離島|美国本土外小岛屿|美國本土外小島嶼",
    "US":
      "ameerika ühendriigid|america|amerika birleşik devletleri|amerika serikat|amerikas savienotās valstis|amerika syarikat|ameriketako estatu batuak|bandaríkin|ee.uu.|egyesült államok|estados unidos|estados unidos de america|estats units|états-unis|etats-unis d'amerique|hoa kỳ|jungtinės valstijos|l-istati uniti|sjedinjene američke države|spojené státy|stáit aontaithe mheiriceá|stany zjednoczone|statele unite ale americii|stati uniti|united states|united states of america|u.s.|usa|vereinigte staaten|vereinigte staaten von amerika|verenigde staten|yhdysvallat|združene države amerike|ʻamelika hui pū ʻia|ηνωμένες πολιτείες|соединенные штаты|сполучені штати|съединени щати|ארצות הברית|الولايات المتحدة|संयुक्त राज्य|สหรัฐอเมริกา|미국|アメリカ合衆国|美国|美國",
    "UY":
      "l-urugwaj|uragua|uruguai|uruguaj|uruguay|urugvaj|urugvaja|urugvajus|úrúgvæ|urugwaj|ury|ουρουγουάη|уругвай|אורוגוואי|أورغواي|उरूग्वे|อุรุกวัย|우루과이|ウルグアイ|乌拉圭|烏拉圭",
    "UZ":
      "an úisbéiceastáin|l-użbekistan|oezbekistan|ouzbékistan|özbekistan|oʻzbekiston|usbekistan|uzb|üzbegisztán|uzbekistan|uzbekistāna|uzbekistanas|uzbequistão|ουζμπεκιστάν|узбекистан|ўзбекистон|אוזבקיסטן|أوزبكستان|उज़्बेकिस्तान|อุซเบกิสถาน|우즈베키스탄|ウズベキスタン|乌兹别克斯坦|烏茲別克",
    "VA":
      "cathair na vatacáine|cidade do vaticano|città del vaticano|ciudad del vaticano|ciutat del vaticà|état de la cité du vatican|holy see (vatican city state)|kota vatican|l-istat tal-belt tal-vatikan|statul cetății vaticanului|thành vatican|vat|vaticaanstad|vatican city|vatikaani|vatikan|vatíkanið|vatikano hiria|vatikano miesto valstybė|vatikāns|vatikanstadt|vatikanstaten|watykan|βατικανό|ватикан|הוותיקן|الفاتيكان|वेटिकन सिटी|นครวาติกัน|바티칸 시국|バチカン市国|梵蒂冈|梵蒂岡",
    "VC":
      "saint vincent and the grenadines|saint vincent dan grenadine|saint vincent dan grenadines|saint vincent e grenadine|saint vincent en de grenadines|saint vincent és a grenadine-szigetek|saint vincent eta grenadinak|saint-vincent-et-les grenadines|saint vincent i grenadyny|saint vincent i les grenadines|saint vincent in grenadine|saint vincent ja grenadiinid|saint vincent ja grenadiinit|saint vincent og grenadinerne|saint vincent și grenadinele|saint vincent u l-grenadini|saint vincent ve grenadinler|sankti vinsent og grenadíneyjar|san uinseann agus na greanáidíní|san vicente e as granadinas|san vicente y las granadinas|são vicente e granadinas|sentvinsenta un grenadīnas|st. vincent & grenadines|s:t vincent och grenadinerna|st. vincent og grenadinene|st. vincent und die grenadinen|st. vincent và grenadines|svatý vincenc a grenadiny|svätý vincent a grenadíny|šventasis vincentas ir grenadinai|sveti vincent i grenadini|vct|άγιος βικέντιος και γρεναδίνες|сейнт винсънт и гренадини|сент-винсент и гренадины|сент-вінсент і гренадіни|סנט וינסנט והגרנדינים|سانت فنسنت وجزر غرينادين|सेंट विंसेंट और ग्रेनाडाइंस|เซนต์วินเซนต์และเกรนาดีนส์|세인트빈센트그레나딘|セントビンセント及びグレナディーン諸島|圣文森特和格林纳丁斯|聖文森及格瑞那丁",
    "VE":
      "il-venezwela|veiniséala|ven|venecuēla|venesuela|venezuela|venezuela, bolivarian republic of|wenezuela|βενεζουέλα|венесуела|венесуэла|венецуела|ונצואלה|فنزويلا|वेनेज़ुएला|เวเนซุเอลา|베네수엘라|ベネズエラ|委內瑞拉|委内瑞拉",
    "VG":
      "birjina uharte britainiarrak|bresku jómfrúaeyjar|britanski deviški otoki|britanski djevičanski otoci|britanya virjin adaları|briti neitsisaared|britische jungferninseln|british virgin islands|britse maagdeneilanden|britské panenské ostrovy|brittiläiset neitsytsaaret|brittiska jungfruöarna|britu virdžīnas|brit virgin-szigetek|brytyjskie wyspy dziewicze|de britiske jomfruøer|de britiske jomfruøyene|didžiosios britanijos mergelių salos|îles vierges britanniques|il-gżejjer verġni brittaniċi|ilhas virgens britânicas|illas virxes británicas|illes verges britàniques|insulele virgine britanice|islas vírgenes británicas|isole vergini britanniche|kepulauan virgin britania raya|kepulauan virgin british|oileáin bhriotanacha na maighdean|quần đảo virgin thuộc anh|vgb|virgin islands, british|βρετανικές παρθένες νήσοι|британски вирджински острови|британські віргінські острови|виргинские о-ва (великобритания)|איי הבתולה הבריטיים|جزر فيرجن البريطانية|ब्रिटिश वर्जिन द्वीपसमूह|หมู่เกาะบริติชเวอร์จิน|영국령 버진아일랜드|英属维尔京群岛|英屬維京群島|英領ヴァージン諸島",
    "VI":
      "abd virjin adaları|americké panenské ostrovy|američki djevičanski otoci|amerikaanse maagdeneilanden|amerikai virgin-szigetek|amerikanische jungferninseln|amerikanska jungfruöarna|ameriški deviški otoki|asv virdžīnas|bandarísku jómfrúaeyjar|birjina uharte amerikarrak|de amerikanske jomfruøer|de amerikanske jomfruøyene|îles vierges des états-unis|il-gżejjer verġni tal-istati uniti|ilhas virgens americanas|illas virxes estadounidenses|illes verges dels estats units|insulele virgine americane|islas vírgenes de ee. uu.|isole vergini americane|jungtinių valstijų mergelių salos|kepulauan virgin amerika serikat|kepulauan virgin a.s.|oileáin mheiriceánacha na maighdean|quần đảo virgin thuộc hoa kỳ|usa neitsisaared|u.s. virgin islands|vir|virgin islands, u.s.|wyspy dziewicze stanów zjednoczonych|yhdysvaltain neitsytsaaret|αμερικανικές παρθένες νήσοι|американски вирджински острови|виргинские о-ва (сша)|віргінські острови (сша)|איי הבתולה של ארצות הברית|جزر فيرجن الأمريكية|यू॰एस॰ वर्जिन द्वीपसमूह|หมู่เกาะเวอร์จินของสหรัฐอเมริกา|미국령 버진아일랜드|米領ヴァージン諸島|美属维尔京群岛|美屬維京群島",
    "VN":
      "il-vjetnam|vietnã|viet nam|vietnamas|vijetnam|vítneam|vjetnama|vnm|wietnam|βιετνάμ|вʼєтнам|виетнам|вьетнам|וייטנאם|فيتنام|वियतनाम|เวียดนาม|베트남|ベトナム|越南",
    "VU": "vanuatu|vut|βανουάτου|вануату|ונואטו|فانواتو|वनुआतू|วานูอาตู|바누아투|バヌアツ|瓦努阿图|萬那杜",
    "WF":
      "kepulauan wallis dan futuna|vailís agus futúna|volisas ir futūna|volisa un futunas salas|wallis a futuna|wallis and futuna|wallis dan futuna|wallis e futuna|wallis en futuna|wallis és futuna|wallis eta futuna|wallis-et-futuna|wallis & futuna|wallis i futuna|wallis in futuna|wallis ja futuna|wallis- och futunaöarna|wallis og futuna|wallis- og fútúnaeyjar|wallis și futuna|wallis u futuna|wallis und futuna|wallis và futuna|wallis ve futuna|wallis y futuna|wlf|γουάλις και φουτούνα|уолис и футуна|уоллис и футуна|уолліс і футуна|איי ווליס ופוטונה|جزر والس وفوتونا|वालिस और फ़्यूचूना|วาลลิสและฟุตูนา|왈리스-푸투나 제도|ウォリス・フツナ|瓦利斯和富图纳|瓦利斯群島和富圖那群島",
    "WS": "samó|samoa|szamoa|wsm|σαμόα|самоа|סמואה|ساموا|समोआ|ซามัว|사모아|サモア|萨摩亚|薩摩亞",
    "XK":
      "an chosaiv|il-kosovo|kosova|kosovas|kosovë|kosovo|kosowo|koszovó|xkv|xkx|κοσσυφοπέδιο|косово|קוסובו|كوسوفو|कोसोवो|โคโซโว|코소보|コソボ|科索沃",
    "YE":
      "éimin|iemen|il-jemen|jeemen|jemen|jemena|jemenas|yaman|yem|yemen|υεμένη|йемен|ємен|תימן|اليمن|यमन|เยเมน|예멘|イエメン|也门|葉門",
    "YT":
      "majota|majotas|majotta|mayotte|myt|μαγιότ|майот|майотта|מאיוט|مايوت|मायोते|มายอต|마요트|マヨット|馬約特島|马约特",
    "ZA":
      "aforika borwa|africa de sud|áfrica do sul|afrika borwa|afrika selatan|afrique du sud|an afraic theas|dél-afrikai köztársaság|dienvidāfrikas republika|emzantsi afrika|etelä-afrikka|güney afrika|hegoafrika|iningizimu afrika|jihoafrická republika|južná afrika|južnoafrička republika|južnoafriška republika|l-afrika t’isfel|lõuna-aafrika vabariik|nam phi|pietų afrika|republika południowej afryki|south africa|sud-àfrica|südafrika|suid-afrika|suráfrica|suður-afríka|sydafrika|sør-afrika|zaf|zuid-afrika|νότια αφρική|південно-африканська республіка|южна африка|южно-африканская республика|דרום אפריקה|جنوب أفريقيا|दक्षिण अफ़्रीका|แอฟริกาใต้|남아프리카|南アフリカ|南非",
    "ZM":
      "an tsaimbia|iż-żambja|sambia|zambia|zambie|zambija|zambiya|zmb|ζάμπια|замбия|замбія|זמביה|زامبيا|ज़ाम्बिया|แซมเบีย|잠비아|ザンビア|尚比亞|赞比亚",
    "ZW":
      "an tsiombáib|iż-żimbabwe|simbabve|simbabwe|zimbabue|zimbabve|zimbabwe|zwe|ζιμπάμπουε|зимбабве|зімбабве|זימבבואה|زيمبابوي|ज़िम्बाब्वे|ซิมบับเว|짐바브웨|ジンバブエ|津巴布韦|辛巴威",
  ]
}
