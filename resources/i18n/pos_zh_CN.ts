<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Backup</name>
    <message>
        <source>{name} is empty; it was never finished.</source>
        <translation>{name} 是空文件，当时没有写完。</translation>
    </message>
    <message>
        <source>It was written by a newer till.</source>
        <translation>它由更新版本的收银程序写成。</translation>
    </message>
    <message>
        <source>It holds {receipt}, and this is till {till}.</source>
        <translation>里面是 {receipt}，而本机是 {till}。</translation>
    </message>
    <message>
        <source>{place} cannot be read: what the books in place do not hold is not known.</source>
        <extracomment>Where copies lie, and how the folders are called that hold what a copy replaced. The hash of the standing books&apos; record with that number; None if they have none.</extracomment>
        <translation>{place} 读不出来：现在的账本缺了什么，无法知道。</translation>
    </message>
    <message>
        <source>The books in place do not hold {receipts} receipts ({first} to {last}) and {records} records of {place}; these numbers are given out again.</source>
        <translation>现在的账本缺 {place} 里的 {receipts} 张小票（{first} 至 {last}），共 {records} 条记录；这些号码会再次使用。</translation>
    </message>
    <message>
        <source>The books in place do not hold {records} records of {place}.</source>
        <translation>现在的账本缺 {place} 里的 {records} 条记录。</translation>
    </message>
</context>
<context>
    <name>BuyerKind</name>
    <message>
        <source>Budget unit</source>
        <translation>预算单位</translation>
    </message>
    <message>
        <source>Canteen</source>
        <translation>食堂</translation>
    </message>
    <message>
        <source>State enterprise</source>
        <translation>国有企业</translation>
    </message>
    <message>
        <source>Private enterprise</source>
        <translation>民营企业</translation>
    </message>
    <message>
        <source>Social organisation</source>
        <translation>社会组织</translation>
    </message>
    <message>
        <source>Supermarket</source>
        <translation>商超</translation>
    </message>
    <message>
        <source>Individual supporter</source>
        <translation>爱心人士</translation>
    </message>
    <message>
        <source>Resident</source>
        <translation>市民</translation>
    </message>
</context>
<context>
    <name>Channel</name>
    <message>
        <source>Government bodies</source>
        <extracomment>Goods sold over the counter to whoever walks in: not one of the seven entries. The bucket of everything outside the seven entries.</extracomment>
        <translation>机关</translation>
    </message>
    <message>
        <source>Enterprises</source>
        <translation>企业</translation>
    </message>
    <message>
        <source>Public institutions</source>
        <translation>事业单位</translation>
    </message>
    <message>
        <source>Schools</source>
        <translation>学校</translation>
    </message>
    <message>
        <source>Hospitals</source>
        <translation>医院</translation>
    </message>
    <message>
        <source>Supermarkets</source>
        <translation>商超</translation>
    </message>
    <message>
        <source>Communities</source>
        <translation>社区</translation>
    </message>
    <message>
        <source>Wholesale markets</source>
        <translation>批发市场</translation>
    </message>
    <message>
        <source>Retail markets</source>
        <translation>集贸市场</translation>
    </message>
    <message>
        <source>Shop counter</source>
        <translation>门店散客</translation>
    </message>
    <message>
        <source>Enterprises and public institutions</source>
        <extracomment>Every channel a sale may carry, in the order they are offered.</extracomment>
        <translation>企事业单位</translation>
    </message>
    <message>
        <source>Markets</source>
        <translation>市场</translation>
    </message>
    <message>
        <source>Shop counter (outside the seven)</source>
        <translation>门店散客（七进外）</translation>
    </message>
    <message>
        <source>{channel} ({net}) is not in list {profile} and is counted under {bucket}.</source>
        <extracomment>The seven buckets of each profile in the order its list names them; OUTSIDE stands apart. Atoms a profile&apos;s own list does not name, and the bucket they are counted in instead, each with a footnote.</extracomment>
        <translation>口径 {profile} 没有“{channel}”，{net} 计入“{bucket}”。</translation>
    </message>
    <message>
        <source>{channel} ({net}) is not in list {profile} and is counted outside the seven.</source>
        <translation>口径 {profile} 没有“{channel}”，{net} 计入七进外。</translation>
    </message>
</context>
<context>
    <name>Choice</name>
    <message>
        <source>chosen</source>
        <translation>已选</translation>
    </message>
</context>
<context>
    <name>CodePages</name>
    <message>
        <source>Try a code</source>
        <extracomment>The pages beside one another, in the order of their Alt numbers.</extracomment>
        <translation>试条码</translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>扫码枪</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>打印机</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>小票</translation>
    </message>
    <message>
        <source>This till</source>
        <translation>本机</translation>
    </message>
</context>
<context>
    <name>CodeTest</name>
    <message>
        <source>Scan or paste a code, then Enter</source>
        <translation>扫一个码，或粘贴进来再按 Enter</translation>
    </message>
    <message>
        <source>How it is read</source>
        <translation>怎么读的</translation>
    </message>
    <message>
        <source>This shop has no scale labels.</source>
        <translation>本店没有设秤签。</translation>
    </message>
    <message>
        <source>Nothing read yet. What is tried here is sold nowhere.</source>
        <translation>还没有读码。在这里试的不会卖出去。</translation>
    </message>
    <message>
        <source>{title}: {finding}</source>
        <translation>{title}：{finding}</translation>
    </message>
    <message>
        <source>amount in fen</source>
        <translation>金额（分）</translation>
    </message>
    <message>
        <source>amount in jiao</source>
        <translation>金额（角）</translation>
    </message>
    <message>
        <source>amount in yuan</source>
        <translation>金额（元）</translation>
    </message>
    <message>
        <source>weight in tenths of a gram</source>
        <translation>重量（0.1 克）</translation>
    </message>
    <message>
        <source>weight in grams</source>
        <translation>重量（克）</translation>
    </message>
    <message>
        <source>weight in tens of grams</source>
        <translation>重量（10 克）</translation>
    </message>
    <message>
        <source>weight in hundreds of grams</source>
        <translation>重量（百克）</translation>
    </message>
    <message>
        <source>pieces</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>check digit from the right</source>
        <translation>校验位从右算</translation>
    </message>
    <message>
        <source>check digit from the left</source>
        <translation>校验位从左算</translation>
    </message>
    <message>
        <source>no check digit</source>
        <translation>没有校验位</translation>
    </message>
    <message>
        <source>check digit of the amount</source>
        <translation>金额校验位</translation>
    </message>
    <message>
        <source>{n} digits: PLU, {fields}, {check}</source>
        <translation>{n} 位：PLU、{fields}、{check}</translation>
    </message>
    <message>
        <source>{n} digits, not shown: it looks like a payment code</source>
        <translation>{n} 位，不显示：看起来是付款码</translation>
    </message>
    <message>
        <source>As it came</source>
        <translation>原样</translation>
    </message>
    <message>
        <source>{text} · {n} characters</source>
        <translation>{text} · {n} 个字符</translation>
    </message>
    <message>
        <source>{code}: blanks cut off, wide characters of an input method narrowed</source>
        <translation>{code}：去掉了空白，输入法的全角变成半角</translation>
    </message>
    <message>
        <source>Put right</source>
        <translation>整理后</translation>
    </message>
    <message>
        <source>{n} × {code}</source>
        <translation>{n} × {code}</translation>
    </message>
    <message>
        <source>Quantity before it</source>
        <translation>前面的数量</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>{n} characters, not digits alone: no barcode, label or payment code</source>
        <translation>{n} 个字符，不全是数字：不是条码、秤签或付款码</translation>
    </message>
    <message>
        <source>a PLU</source>
        <translation>PLU</translation>
    </message>
    <message>
        <source>EAN-13, or a scale label</source>
        <translation>EAN-13，或秤签</translation>
    </message>
    <message>
        <source>a scale label, or a payment code</source>
        <translation>秤签，或付款码</translation>
    </message>
    <message>
        <source>no barcode has that many</source>
        <translation>没有这么长的条码</translation>
    </message>
    <message>
        <source>no goods of a maker: a label of a scale whose layout this shop has not set up</source>
        <translation>不是厂家的条码：是秤签，本店没有设这种格式</translation>
    </message>
    <message>
        <source>the seventh digit may check the price, the PLU then has four</source>
        <translation>第 7 位可能是价格校验位，那么 PLU 只有四位</translation>
    </message>
    <message>
        <source>Number range</source>
        <translation>号段</translation>
    </message>
    <message>
        <source>registered in China</source>
        <translation>在中国登记</translation>
    </message>
    <message>
        <source>not from China&apos;s range</source>
        <translation>不在中国的号段</translation>
    </message>
    <message>
        <source>{range}: {where}; it says nothing of the origin</source>
        <translation>{range}：{where}；看不出产地</translation>
    </message>
    <message>
        <source>{found} found, {wanted} worked out</source>
        <translation>码上是 {found}，算出来是 {wanted}</translation>
    </message>
    <message>
        <source>Check digit</source>
        <translation>校验位</translation>
    </message>
    <message>
        <source>Label {flag}</source>
        <translation>{flag} 开头的秤签</translation>
    </message>
    <message>
        <source>not this one</source>
        <translation>不是这种</translation>
    </message>
    <message>
        <source>check digit should be {n}</source>
        <translation>校验位应是 {n}</translation>
    </message>
    <message>
        <source>{amount} yuan</source>
        <translation>{amount} 元</translation>
    </message>
    <message>
        <source>{n} pieces</source>
        <translation>{n} 件</translation>
    </message>
    <message>
        <source>Payment code</source>
        <translation>付款码</translation>
    </message>
    <message>
        <source>no: neither length nor beginning is one&apos;s</source>
        <translation>不是：长度和开头都对不上</translation>
    </message>
    <message>
        <source>looks like {means}; it belongs to the payment page, Enter goes there</source>
        <translation>看起来是{means}；要在收款页扫，按 Enter 过去</translation>
    </message>
    <message>
        <source>{receipt}; F8 takes its goods back</source>
        <translation>{receipt}；退货按 F8</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>小票</translation>
    </message>
    <message>
        <source>product {product}, batch {batch}, to be sold until {day}</source>
        <translation>商品 {product}，批号 {batch}，可卖到 {day}</translation>
    </message>
    <message>
        <source>not said</source>
        <translation>没写</translation>
    </message>
    <message>
        <source>Batch tag</source>
        <translation>批次码</translation>
    </message>
    <message>
        <source>In the catalogue</source>
        <translation>商品目录</translation>
    </message>
    <message>
        <source>by PLU</source>
        <translation>按 PLU</translation>
    </message>
    <message>
        <source>by barcode</source>
        <translation>按条码</translation>
    </message>
    <message>
        <source>by product code</source>
        <translation>按商品编号</translation>
    </message>
    <message>
        <source>counts {n}</source>
        <translation>一次算 {n}</translation>
    </message>
    <message>
        <source>nothing {ways}</source>
        <translation>没有找到（{ways}）</translation>
    </message>
    <message>
        <source>The selling page</source>
        <translation>收银页</translation>
    </message>
    <message>
        <source>puts {quantity} {unit} of {product} on the ticket, {amount}</source>
        <translation>把 {quantity} {unit} {product} 加进这一单，{amount}</translation>
    </message>
    <message>
        <source>puts {product} on the ticket for {amount}</source>
        <translation>把 {product} 加进这一单，{amount}</translation>
    </message>
    <message>
        <source>stops: {amount} on the label, {wanted} by weight and shelf price; a manager</source>
        <translation>停下：秤签上 {amount}，按重量和货架价 {wanted}，要店长放行</translation>
    </message>
    <message>
        <source>label rounding {amount} noted</source>
        <translation>记下秤签抹零 {amount}</translation>
    </message>
    <message>
        <source>refuses: {why}</source>
        <translation>不收：{why}</translation>
    </message>
</context>
<context>
    <name>Command</name>
    <message>
        <source>This command is not written right: {message}</source>
        <translation>命令写得不对：{message}</translation>
    </message>
    <message>
        <source>More: pos --help</source>
        <translation>用法见：pos --help</translation>
    </message>
    <message>
        <source>the shop&apos;s folder</source>
        <translation>门店的数据文件夹</translation>
    </message>
    <message>
        <source>one JSON object a line</source>
        <translation>每行输出一个 JSON 对象</translation>
    </message>
    <message>
        <source>language of this command</source>
        <translation>这条命令用的语言</translation>
    </message>
    <message>
        <source>The till of a 消费帮扶 shop.</source>
        <translation>消费帮扶门店的收银机。</translation>
    </message>
    <message>
        <source>comes with a later release</source>
        <translation>以后的版本才有</translation>
    </message>
    <message>
        <source>make a till in a folder</source>
        <translation>在一个文件夹里建收银机</translation>
    </message>
    <message>
        <source>who may work here: add, pin, role, retire, release, list</source>
        <translation>员工：add 加人、pin 换 PIN、role 换角色、retire 离职、release 解除锁定、list 列表</translation>
    </message>
    <message>
        <source>add somebody</source>
        <translation>添加一个人</translation>
    </message>
    <message>
        <source>give somebody a new PIN</source>
        <translation>给某人换 PIN</translation>
    </message>
    <message>
        <source>give somebody another role</source>
        <translation>给员工换角色</translation>
    </message>
    <message>
        <source>let somebody work here no more; the number stays taken</source>
        <translation>员工离职，号码不再给别人</translation>
    </message>
    <message>
        <source>everything there is, one a line</source>
        <translation>逐行列出</translation>
    </message>
    <message>
        <source>an example shop and days of trade, with all its papers</source>
        <translation>示例门店和几天的买卖，连同全部单据</translation>
    </message>
    <message>
        <source>the till without a window: one gesture a line</source>
        <translation>不开窗口的收银机：一行一个动作</translation>
    </message>
    <message>
        <source>the programme book: import, export, template</source>
        <translation>帮扶台账：导入、导出、空表</translation>
    </message>
    <message>
        <source>goods on hand: receive, count, list</source>
        <translation>库存：到货、盘点、列表</translation>
    </message>
    <message>
        <source>take a sheet of deliveries in, all of it or nothing</source>
        <translation>导入到货表，要么全部收下，要么一行不收</translation>
    </message>
    <message>
        <source>take a sheet of counts and other moves in, all of it or nothing</source>
        <translation>导入盘点表（盘点、试吃、报损、调拨、展销），要么全部收下，要么一行不收</translation>
    </message>
    <message>
        <source>what buyers owe: list, settle</source>
        <translation>单位赊账：列表、结算</translation>
    </message>
    <message>
        <source>a buyer paid what was bought on account</source>
        <translation>记下单位付清的赊账</translation>
    </message>
    <message>
        <source>the catalogue as a sheet: import, export, template</source>
        <translation>商品表格：import 导入、export 导出、template 空表</translation>
    </message>
    <message>
        <source>take a sheet in, all of it or nothing</source>
        <translation>收下一张表，要么全收要么不收</translation>
    </message>
    <message>
        <source>write it to a file</source>
        <translation>写成文件</translation>
    </message>
    <message>
        <source>an empty sheet to fill in</source>
        <translation>待填的空表</translation>
    </message>
    <message>
        <source>the daily summary and its kin: day, month, period</source>
        <translation>日报和月报：day、month、period</translation>
    </message>
    <message>
        <source>one business day</source>
        <translation>一个营业日</translation>
    </message>
    <message>
        <source>one month</source>
        <translation>一个月</translation>
    </message>
    <message>
        <source>from day to day</source>
        <translation>从某天到某天</translation>
    </message>
    <message>
        <source>how a code is read, step by step, and what selling would do with it</source>
        <translation>一个码怎么读、为什么，收银时会怎样，一步一步说</translation>
    </message>
    <message>
        <source>a receipt as a PDF copy</source>
        <translation>小票的 PDF 副本</translation>
    </message>
    <message>
        <source>price tags for the shelf as a PDF</source>
        <translation>货架标价签，写成 PDF</translation>
    </message>
    <message>
        <source>the district&apos;s file: export, verify, key</source>
        <translation>交区文件：export 导出、verify 核对、key 公钥</translation>
    </message>
    <message>
        <source>this till&apos;s public key card</source>
        <translation>本机的公钥卡</translation>
    </message>
    <message>
        <source>the journal: verify</source>
        <translation>日志：verify 核对</translation>
    </message>
    <message>
        <source>check it from its first byte to its last</source>
        <translation>从头到尾核对一遍</translation>
    </message>
    <message>
        <source>copies of the books: create, verify, restore</source>
        <translation>账本备份：create 备份、verify 核对、restore 恢复</translation>
    </message>
    <message>
        <source>a checked copy, while the till sells</source>
        <translation>营业中也能做的备份，做完即核对</translation>
    </message>
    <message>
        <source>put a checked copy in place; what it replaces is kept</source>
        <translation>换上核对过的备份，换下来的留着</translation>
    </message>
    <message>
        <source>one page on the till&apos;s health</source>
        <translation>一页纸看本机状况</translation>
    </message>
    <message>
        <source>the receipt printer: test</source>
        <translation>小票打印机：test 测试</translation>
    </message>
    <message>
        <source>ruler, Chinese, QR, cut, drawer</source>
        <translation>标尺、汉字、二维码、切纸、钱箱</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停下。</translation>
    </message>
    <message>
        <source>The program made a mistake ({kind}); what is in the books is safe.</source>
        <translation>程序自己出了差错（{kind}）；账里已有的数据都在。</translation>
    </message>
    <message>
        <source>A report lies in {file}.</source>
        <translation>情况记在 {file}。</translation>
    </message>
    <message>
        <source>Till {till} of {name} stands in {folder}.</source>
        <translation>{name} 的 {till} 号机建好了，数据在 {folder}。</translation>
    </message>
    <message>
        <source>Number {no} may work at this till now.</source>
        <translation>{no} 号可以在本机收银了。</translation>
    </message>
    <message>
        <source>Number {no} has a new PIN.</source>
        <translation>{no} 号已换 PIN。</translation>
    </message>
    <message>
        <source>Number {no} has the role {role} now.</source>
        <translation>{no} 号现在是{role}。</translation>
    </message>
    <message>
        <source>Number {no} does not work here any more; the number stays taken.</source>
        <translation>{no} 号已离职，这个号不再给别人。</translation>
    </message>
    <message>
        <source>{n} wrong PINs are forgotten; the next one is looked at.</source>
        <translation>已清除 {n} 次输错的 PIN，现在可以输入。</translation>
    </message>
    <message>
        <source>the role is one of {roles}</source>
        <translation>角色只能是 {roles} 之一</translation>
    </message>
    <message>
        <source>{taken} of {rows} rows taken, {unchanged} unchanged, {bad} bad.</source>
        <translation>共 {rows} 行：收下 {taken} 行，没有变化 {unchanged} 行，有问题 {bad} 行。</translation>
    </message>
    <message>
        <source>Row {row}: {message}</source>
        <translation>第 {row} 行：{message}</translation>
    </message>
    <message>
        <source>Row {row}, {column}: {message}</source>
        <translation>第 {row} 行 {column}：{message}</translation>
    </message>
    <message>
        <source>{n} rows of the programme written to {file}.</source>
        <translation>帮扶台账 {n} 行已写到 {file}。</translation>
    </message>
    <message>
        <source>Empty book written to {file}.</source>
        <translation>空台账已写到 {file}。</translation>
    </message>
    <message>
        <source>{name} still owes {owed} of at most {limit}.</source>
        <translation>{name} 还欠 {owed} 元，限额 {limit} 元。</translation>
    </message>
    <message>
        <source>{n} products written to {file}.</source>
        <translation>{n} 种商品已写到 {file}。</translation>
    </message>
    <message>
        <source>Empty sheet written to {file}.</source>
        <translation>空白表格已写到 {file}。</translation>
    </message>
    <message>
        <source>No printer is set up; nothing came out on paper.</source>
        <translation>还没有设打印机，没有打印。</translation>
    </message>
    <message>
        <source>The receipt was written to {file}.</source>
        <translation>小票已写到 {file}。</translation>
    </message>
    <message>
        <source>{records} records written to {file}.</source>
        <translation>{records} 条记录已写到 {file}。</translation>
    </message>
    <message>
        <source>Nothing new since the last file.</source>
        <translation>上一个文件之后没有新的记录，没有写文件。</translation>
    </message>
    <message>
        <source>All {n} records fit.</source>
        <translation>{n} 条记录条条对得上。</translation>
    </message>
    <message>
        <source>Public key of till {till}, shop {shop}. Read these six groups to the district:</source>
        <translation>{shop} 门店 {till} 号机的公钥。把这六组数字念给区里核对：</translation>
    </message>
    <message>
        <source>{file} holds {records} records, the last receipt is {last}; all of them fit.</source>
        <translation>{file} 里有 {records} 条记录，最后一张小票是 {last}，条条对得上。</translation>
    </message>
    <message>
        <source>{file} is in place; what it replaced lies in {aside}.</source>
        <translation>{file} 已经换上；换下来的在 {aside}。</translation>
    </message>
    <message>
        <source>{bytes} bytes went to the printer {printer}; look at the paper.</source>
        <translation>已向打印机 {printer} 送出 {bytes} 字节；请看打出来的纸。</translation>
    </message>
    <message>
        <source>1 The longest ruler on one line: columns = its last number, in [printing].</source>
        <translation>1 一行放得下的最长标尺：在 [printing] 里写 columns = 它最后一个数。</translation>
    </message>
    <message>
        <source>2 The line that reads well: encoding = gb18030 (A), gbk (B), utf-8 (C), raster (D).</source>
        <translation>2 哪一行汉字对：encoding = gb18030（A）、gbk（B）、utf-8（C）、raster（D）。</translation>
    </message>
    <message>
        <source>3 If code 1 is missing and code 2 is there: qr = &quot;image&quot;, in [printing].</source>
        <translation>3 只印出第 2 个二维码：在 [printing] 里写 qr = &quot;image&quot;。</translation>
    </message>
    <message>
        <source>4 If it was not cut: cut = false. If the drawer stayed shut: drawer_pin = 5.</source>
        <translation>4 没有切纸：cut = false。钱箱没弹开：drawer_pin = 5。</translation>
    </message>
    <message>
        <source>{sales} sales on {days} days; receipts, summaries, sync files and pictures lie in {out}.</source>
        <translation>{days} 天共 {sales} 单；小票、日报、交区文件和画面都在 {out}。</translation>
    </message>
    <message>
        <source>The example shop&apos;s manager has the PIN 246810, its clerk 135790.</source>
        <translation>示例门店：店长 PIN 246810，收银员 PIN 135790。</translation>
    </message>
    <message>
        <source>No display was found: the demonstration runs instead.</source>
        <translation>没有找到显示器，改为运行演示。</translation>
    </message>
    <message>
        <source>Setting up the example shop in {folder} …</source>
        <translation>正在 {folder} 建示例门店……</translation>
    </message>
    <message>
        <source>{n} price tags were written to {file}.</source>
        <translation>{n} 张标价签写进了 {file}。</translation>
    </message>
</context>
<context>
    <name>Customer</name>
    <message>
        <source>For the customer</source>
        <extracomment>Milliseconds between two looks at the ticket. The window is drawn as if its screen were so large, and scaled to what it is.</extracomment>
        <translation>顾客屏</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>欢迎光临</translation>
    </message>
    <message>
        <source>On our shelves today</source>
        <translation>今天货架上的产地</translation>
    </message>
    <message>
        <source>Total {amount} yuan</source>
        <translation>合计 {amount} 元</translation>
    </message>
    <message>
        <source>What you bought comes from</source>
        <translation>您买的来自</translation>
    </message>
    <message>
        <source>{n} more above</source>
        <translation>上面还有 {n} 行</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>You save</source>
        <translation>已优惠</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>已收</translation>
    </message>
    <message>
        <source>Still due</source>
        <translation>还差</translation>
    </message>
    <message>
        <source>What you buy comes from</source>
        <translation>这一单来自</translation>
    </message>
    <message>
        <source>Thank you, come again</source>
        <extracomment>Seconds that a finished sale stays to be read, unless the next one begins. So many counties are named at the most.</extracomment>
        <translation>谢谢惠顾，欢迎再来</translation>
    </message>
    <message>
        <source>Please confirm the payment on your telephone</source>
        <translation>请在手机上确认付款</translation>
    </message>
    <message>
        <source>Scan this code to pay, or show yours</source>
        <translation>请扫码付款，或出示您的付款码</translation>
    </message>
    <message>
        <source>Please show your payment code, or pay in cash</source>
        <translation>请出示付款码，或付现金</translation>
    </message>
</context>
<context>
    <name>Day</name>
    <message>
        <source>A4 sheet</source>
        <translation>A4 日报</translation>
    </message>
    <message>
        <source>Receipt roll</source>
        <translation>小票纸</translation>
    </message>
    <message>
        <source>Hand to the district</source>
        <translation>导出到区里</translation>
    </message>
    <message>
        <source>As it will be printed</source>
        <translation>要打的样子</translation>
    </message>
    <message>
        <source>Day before</source>
        <translation>前一天</translation>
    </message>
    <message>
        <source>Day after</source>
        <translation>后一天</translation>
    </message>
    <message>
        <source>No paper was made</source>
        <translation>没有打印，也没有写出文件</translation>
    </message>
    <message>
        <source>Day</source>
        <extracomment>Milliseconds: what is done sooner needs no word (DESIGN.md section 7).</extracomment>
        <translation>日</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>周</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月</translation>
    </message>
    <message>
        <source>The A4 sheet is written, ready to print</source>
        <translation>A4 日报已写好，可以打印</translation>
    </message>
    <message>
        <source>Writing the A4 sheet</source>
        <translation>正在写 A4</translation>
    </message>
    <message>
        <source>P makes the A4 sheet; a printer is set up in till.toml</source>
        <translation>按 P 写 A4 日报；打印机在 till.toml 里设</translation>
    </message>
    <message>
        <source>No receipt printer is set up; nothing was printed</source>
        <translation>还没有设小票打印机，没有打印</translation>
    </message>
    <message>
        <source>The summary is on its way to the receipt printer</source>
        <translation>日报已交给小票机</translation>
    </message>
    <message>
        <source>It waits in the queue if the printer is not ready</source>
        <translation>小票机没准备好就先排队</translation>
    </message>
    <message>
        <source>The workbook is written</source>
        <translation>Excel 已写好</translation>
    </message>
    <message>
        <source>Writing the workbook</source>
        <translation>正在写 Excel</translation>
    </message>
    <message>
        <source>Nothing to hand over</source>
        <translation>没有要导出的</translation>
    </message>
    <message>
        <source>Writing the file for the district</source>
        <translation>正在写交区里的文件</translation>
    </message>
    <message>
        <source>{name} is written for the district</source>
        <translation>已写好给区里的 {name}</translation>
    </message>
    <message>
        <source>Still at it; go on with your work meanwhile</source>
        <translation>还在写，没有再来一遍；您先接着干活</translation>
    </message>
    <message>
        <source>Go on with your work meanwhile</source>
        <translation>您先接着干活，写好了会说</translation>
    </message>
    <message>
        <source>No shift in these days</source>
        <translation>这些天没有班次</translation>
    </message>
    <message>
        <source>All shifts closed</source>
        <translation>全部班次已交</translation>
    </message>
    <message>
        <source>A shift is open</source>
        <translation>有班没交</translation>
    </message>
    <message>
        <source>as of {time}</source>
        <translation>截至 {time}</translation>
    </message>
    <message>
        <source>This is the latest day</source>
        <translation>这已经是最近一天</translation>
    </message>
    <message>
        <source>A4 week</source>
        <translation>A4 周报</translation>
    </message>
    <message>
        <source>A4 month</source>
        <translation>A4 月报</translation>
    </message>
    <message>
        <source>{month}-{day} to {last_month}-{last_day}</source>
        <translation>{month}月{day}日–{last_month}月{last_day}日</translation>
    </message>
    <message>
        <source>{change} on last week so far</source>
        <translation>比上周同期 {change}</translation>
    </message>
    <message>
        <source>{change} on the week before</source>
        <translation>比前一周 {change}</translation>
    </message>
    <message>
        <source>{change} on last month so far</source>
        <translation>比上月同期 {change}</translation>
    </message>
    <message>
        <source>{change} on the month before</source>
        <translation>比前一月 {change}</translation>
    </message>
    <message>
        <source>grey: the week before, {net}</source>
        <translation>灰色：前一周 {net}</translation>
    </message>
    <message>
        <source>grey: the month before, {net}</source>
        <translation>灰色：前一月 {net}</translation>
    </message>
    <message>
        <source>after the count</source>
        <translation>点数以后</translation>
    </message>
    <message>
        <source>Week before</source>
        <translation>上一周</translation>
    </message>
    <message>
        <source>Week after</source>
        <translation>下一周</translation>
    </message>
    <message>
        <source>This is the latest week</source>
        <translation>已经是最近一周</translation>
    </message>
    <message>
        <source>Month before</source>
        <translation>上个月</translation>
    </message>
    <message>
        <source>Month after</source>
        <translation>下个月</translation>
    </message>
    <message>
        <source>This is the latest month</source>
        <translation>已经是最近一个月</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>总览</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>明细表</translation>
    </message>
    <message>
        <source>A4 · sheet {n} of {count}</source>
        <translation>A4 · 第 {n} / {count} 页</translation>
    </message>
    <message>
        <source>{month}-{day} to {last_month}-{last_day}, the week</source>
        <translation>{month}月{day}日–{last_month}月{last_day}日 周报</translation>
    </message>
    <message>
        <source>{year}-{month}, the month</source>
        <translation>{year}年{month}月 月报</translation>
    </message>
    <message>
        <source>{weekday} {month}-{day}, the day</source>
        <translation>{month}月{day}日 {weekday} 日报</translation>
    </message>
    <message>
        <source>{origin} {net} yuan {share}</source>
        <translation>{origin} {net} 元 {share}</translation>
    </message>
    <message>
        <source>By origin</source>
        <translation>按产地</translation>
    </message>
    <message>
        <source>{n} more origins · T shows all</source>
        <translation>还有 {n} 个产地 · T 看全部</translation>
    </message>
    <message>
        <source>{hour}:00 {count} receipts</source>
        <translation>{hour} 点 {count} 单</translation>
    </message>
    <message>
        <source>By hour (receipts)</source>
        <translation>按小时（单数）</translation>
    </message>
    <message>
        <source>{day} {net} yuan, before {before}</source>
        <translation>{day} {net} 元，上期 {before}</translation>
    </message>
    <message>
        <source>By day (net)</source>
        <translation>按天（净额）</translation>
    </message>
    <message>
        <source>yuan</source>
        <extracomment>How high the titles of the three lower cards are, with a chip beside them or without. Before a line that is a part of the lines above it.</extracomment>
        <translation>元</translation>
    </message>
    <message>
        <source>{change} on last week&apos;s day</source>
        <translation>比上周同日 {change}</translation>
    </message>
    <message>
        <source>Net sales</source>
        <translation>净销售额</translation>
    </message>
    <message>
        <source>{count} refunds {amount}</source>
        <translation>退货 {count} 笔 {amount}</translation>
    </message>
    <message>
        <source>Sales</source>
        <translation>成交</translation>
    </message>
    <message>
        <source>receipts</source>
        <translation>单</translation>
    </message>
    <message>
        <source>No refunds</source>
        <translation>没有退货</translation>
    </message>
    <message>
        <source>median {amount}</source>
        <translation>中位数 {amount}</translation>
    </message>
    <message>
        <source>Average receipt</source>
        <translation>客单价</translation>
    </message>
    <message>
        <source>{share} of the net</source>
        <translation>占 {share}</translation>
    </message>
    <message>
        <source>Seven entries</source>
        <translation>七进</translation>
    </message>
    <message>
        <source>By means of payment</source>
        <translation>按付款方式</translation>
    </message>
    <message>
        <source>{n} more · T shows all</source>
        <translation>还有 {n} 项 · T 看全部</translation>
    </message>
    <message>
        <source>{n} more · P shows all</source>
        <translation>还有 {n} 项 · P 看全部</translation>
    </message>
    <message>
        <source>Nothing sold on this day yet; the first receipt shows here</source>
        <translation>这一天还没有卖出；收完第一单就显示在这里</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>还没点</translation>
    </message>
    <message>
        <source>Net · certified products {share}</source>
        <translation>净额 · 认定产品占 {share}</translation>
    </message>
    <message>
        <source>Nothing sold in these days</source>
        <translation>这些天没有卖出</translation>
    </message>
    <message>
        <source>of pay codes, clerk only</source>
        <translation>其中付款码仅店员确认</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>By channel</source>
        <translation>按渠道</translation>
    </message>
    <message>
        <source>Drawer</source>
        <translation>钱箱</translation>
    </message>
    <message>
        <source>No shift on this day</source>
        <translation>这一天没有开班</translation>
    </message>
    <message>
        <source>still open</source>
        <translation>还没交班</translation>
    </message>
    <message>
        <source>{n} differ</source>
        <translation>{n} 个班有差</translation>
    </message>
    <message>
        <source>{n} shifts even</source>
        <translation>{n} 个班不差</translation>
    </message>
    <message>
        <source>Should be there</source>
        <translation>应有</translation>
    </message>
    <message>
        <source>Float</source>
        <translation>备用金</translation>
    </message>
    <message>
        <source>Cash from sales</source>
        <translation>现金销售</translation>
    </message>
    <message>
        <source>Put in</source>
        <translation>放入</translation>
    </message>
    <message>
        <source>Taken out</source>
        <translation>取出</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>点数</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>The raw number behind a cell, for sorting. The column that tables begin sorted by.</extracomment>
        <translation>名称</translation>
    </message>
    <message>
        <source>Receipts</source>
        <translation>单数</translation>
    </message>
    <message>
        <source>Refunds</source>
        <translation>退货</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>销售</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>退款</translation>
    </message>
    <message>
        <source>Net</source>
        <translation>净额</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>Weight (kg)</source>
        <translation>重量 (kg)</translation>
    </message>
    <message>
        <source>Search this table</source>
        <extracomment>The first column is at least this wide; these give way to it, in this order: refunds, share, weight, taken back.</extracomment>
        <translation>在表里查找</translation>
    </message>
    <message>
        <source>Search this table (/)</source>
        <translation>在表里查找（按 /）</translation>
    </message>
    <message>
        <source>{count} rows · net {net}</source>
        <translation>{count} 行 · 净额 {net}</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Origins</source>
        <translation>产地</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>Means</source>
        <translation>付款方式</translation>
    </message>
    <message>
        <source>Buyers</source>
        <translation>买方</translation>
    </message>
    <message>
        <source>Producers</source>
        <translation>企业</translation>
    </message>
    <message>
        <source>Clerks</source>
        <translation>收银员</translation>
    </message>
    <message>
        <source>Preview, sheet {n} of {count}</source>
        <extracomment>A4 in points, as the paper room measures it.</extracomment>
        <translation>打印预览，第 {n} / {count} 页</translation>
    </message>
    <message>
        <source>The sheet is being drawn</source>
        <translation>正在画这一页</translation>
    </message>
    <message>
        <source>Only after the count; the manager sees it now</source>
        <extracomment>What was sold on each day of a week or month, and on the days of the one before; empty for a day. Where each product that was sold comes from, for its seal.</extracomment>
        <translation>点数以后才显示，现在请店长看</translation>
    </message>
    <message>
        <source>Training goes to nobody</source>
        <translation>练习不交给区里</translation>
    </message>
    <message>
        <source>Everything closed has been handed over</source>
        <translation>已交班的都交到区里了</translation>
    </message>
</context>
<context>
    <name>Device</name>
    <message>
        <source>The drawer&apos;s port {port} is there; a drawer never answers</source>
        <extracomment>Until when each pulse that was asked for may still go out.</extracomment>
        <translation>钱箱端口 {port} 在；钱箱本身不会回应</translation>
    </message>
    <message>
        <source>The display&apos;s port {port} is there; a display never answers</source>
        <translation>客显端口 {port} 在；客显本身不会回应</translation>
    </message>
    <message>
        <source>The scale on {port} answers</source>
        <translation>{port} 上的秤正常</translation>
    </message>
    <message>
        <source>The scale on {port} does not answer</source>
        <translation>{port} 上的秤没有回应</translation>
    </message>
    <message>
        <source>What comes from {port} is not {protocol}; look at protocol and speed</source>
        <translation>{port} 来的数据不是 {protocol}；请核对协议和波特率</translation>
    </message>
    <message>
        <source>{port} was not tried yet</source>
        <translation>{port} 还没有试过</translation>
    </message>
    <message>
        <source>The program for serial ports is not installed</source>
        <translation>串口程序没有安装</translation>
    </message>
    <message>
        <source>{port} is not there</source>
        <translation>{port} 不在</translation>
    </message>
    <message>
        <source>{port} was unplugged</source>
        <translation>{port} 被拔掉了</translation>
    </message>
</context>
<context>
    <name>Health</name>
    <message>
        <source>till.toml cannot be used: {why}.</source>
        <translation>till.toml 无法使用：{why}。</translation>
    </message>
    <message>
        <source>Correct that entry, or put back a copy.</source>
        <translation>请改正这一项，或放回之前的副本。</translation>
    </message>
    <message>
        <source>There is no till in {folder}: {why}.</source>
        <translation>{folder} 里没有收银机：{why}。</translation>
    </message>
    <message>
        <source>Name the shop&apos;s folder with --data.</source>
        <translation>请用 --data 指明门店文件夹。</translation>
    </message>
    <message>
        <source>The books lie on a database server.</source>
        <translation>账本在数据库服务器上。</translation>
    </message>
    <message>
        <source>Keep the folder as it is, and restore the last backup: pos backup restore.</source>
        <translation>请保持文件夹原样，用最近的备份恢复：pos backup restore。</translation>
    </message>
    <message>
        <source>The books were written by a newer till ({revision}).</source>
        <translation>账本由更新版本的收银程序写成（{revision}）。</translation>
    </message>
    <message>
        <source>Install the newer version on this computer too.</source>
        <translation>请在这台电脑上也安装新版本。</translation>
    </message>
    <message>
        <source>The books are whole: {receipts} receipts, SQLite {version}.</source>
        <translation>账本完整：小票 {receipts} 张，SQLite {version}。</translation>
    </message>
    <message>
        <source>The chain of the journal is whole: {records} records.</source>
        <translation>流水链完整：{records} 条记录。</translation>
    </message>
    <message>
        <source>Keep it, and call whoever looks after this till; what is settled goes out of the folder.</source>
        <translation>请保留它，并联系维护这台收银机的人；处理完后移出这个文件夹。</translation>
    </message>
    <message>
        <source>{megabytes} MB are free on the disk.</source>
        <translation>磁盘剩余 {megabytes} MB。</translation>
    </message>
    <message>
        <source>Make room: selling stops when the disk is full.</source>
        <translation>请腾出空间：磁盘写满就无法收银。</translation>
    </message>
    <message>
        <source>The clock stands at {now}, before the last record of {last}.</source>
        <translation>时钟为 {now}，早于最后一条记录 {last}。</translation>
    </message>
    <message>
        <source>Set this computer&apos;s date and time before anything more is sold.</source>
        <translation>请先校准电脑的日期和时间，再继续收银。</translation>
    </message>
    <message>
        <source>It is {now} in the shop.</source>
        <translation>门店时间 {now}。</translation>
    </message>
    <message>
        <source>This computer is not set to Beijing time; the till counts it as {now} all the same.</source>
        <translation>这台电脑没有设为北京时间；收银机仍按北京时间 {now} 计。</translation>
    </message>
    <message>
        <source>Compare with the clock on the wall; if it differs, set zone and time.</source>
        <translation>请与墙上的钟核对；如不一致，请设置时区和时间。</translation>
    </message>
    <message>
        <source>This computer keeps Beijing time.</source>
        <translation>电脑使用北京时间。</translation>
    </message>
    <message>
        <source>{waiting} papers wait for the printer, {failed} were given up.</source>
        <translation>有 {waiting} 张等待打印，{failed} 张已停止重试。</translation>
    </message>
    <message>
        <source>See to the printer; what waits comes out by itself, what was given up by reprint.</source>
        <translation>请查看打印机；等待的会自动打印，停止重试的请重印。</translation>
    </message>
    <message>
        <source>No paper waits for the printer.</source>
        <translation>没有等待打印的单据。</translation>
    </message>
    <message>
        <source>Everything was handed in.</source>
        <translation>记录已全部导出上报。</translation>
    </message>
    <message>
        <source>{count} records since {day} were not handed in yet.</source>
        <translation>自 {day} 起有 {count} 条记录还没有导出上报。</translation>
    </message>
    <message>
        <source>Export the sync file and hand it in: pos sync export.</source>
        <translation>请导出上报文件并交给区中心：pos sync export。</translation>
    </message>
    <message>
        <source>See to them on the shift page.</source>
        <translation>请到交班页处理。</translation>
    </message>
    <message>
        <source>{count} payments are not settled yet.</source>
        <translation>还有 {count} 笔付款没有了结。</translation>
    </message>
    <message>
        <source>{count} tickets are unfinished, and no shift is open.</source>
        <translation>有 {count} 张未完成的单，而当前没有开班。</translation>
    </message>
    <message>
        <source>Open a shift, then finish or cancel them.</source>
        <translation>请先开班，再结清或取消。</translation>
    </message>
    <message>
        <source>The shift of {day} has been open since {since}.</source>
        <translation>{day} 的班次从 {since} 一直开着。</translation>
    </message>
    <message>
        <source>Count the drawer and close it.</source>
        <translation>请清点钱箱后交班。</translation>
    </message>
    <message>
        <source>{count} tickets are unfinished.</source>
        <translation>未完成的单：{count} 张。</translation>
    </message>
    <message>
        <source>No printer is set up; nothing comes out on paper.</source>
        <translation>没有设置打印机，不出纸质小票。</translation>
    </message>
    <message>
        <source>The printer {printer} can be reached.</source>
        <translation>打印机 {printer} 可以连通。</translation>
    </message>
    <message>
        <source>The printer {printer} is set up; whether it prints shows: pos printer test.</source>
        <translation>已设置打印机 {printer}；能否打印请用 pos printer test 试一张。</translation>
    </message>
    <message>
        <source>Others on this computer can read the till&apos;s key {key}.</source>
        <translation>这台电脑的其他用户能读到本机密钥 {key}。</translation>
    </message>
    <message>
        <source>The key {key} is there: {fingerprint}.</source>
        <translation>密钥 {key} 在：{fingerprint}。</translation>
    </message>
    <message>
        <source>Others on this computer can read the key file {file} for {means}.</source>
        <translation>本机其他用户能读到{means}的密钥文件 {file}。</translation>
    </message>
    <message>
        <source>Payment codes of {means} are taken; the key files can be read.</source>
        <translation>收{means}付款码，密钥文件读得到。</translation>
    </message>
    <message>
        <source>Make one: pos backup create. Best onto a stick that lies elsewhere.</source>
        <translation>请做一份：pos backup create，最好存到另外保管的U盘上。</translation>
    </message>
    <message>
        <source>There is no backup yet.</source>
        <translation>还没有备份。</translation>
    </message>
    <message>
        <source>The last backup is {days} days old: {name}.</source>
        <translation>最近的备份是 {days} 天前：{name}。</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>Help</source>
        <extracomment>Narrower than this a page drops what it can spare and its side column shrinks (DESIGN.md section 3). Lower than this, everything gives a little: a 1366x768 screen at 125 % leaves 542 pixels.
----------
Every key that can be chosen anew. Enter, Esc, Tab and what is typed stay as they are and may have a second key.
----------
What the leave is asked for; of anything else it does not hold.
----------
What is done once a manager has given leave.</extracomment>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Read this code</source>
        <translation>读这个码</translation>
    </message>
    <message>
        <source>Before, after</source>
        <translation>往前、往后</translation>
    </message>
    <message>
        <source>Day, week, month</source>
        <translation>日 周 月</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>明细表</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>A4</translation>
    </message>
    <message>
        <source>Hand to the district</source>
        <translation>导出到区里</translation>
    </message>
    <message>
        <source>Back to selling</source>
        <translation>回收银</translation>
    </message>
    <message>
        <source>On the receipt printer</source>
        <translation>用小票机打</translation>
    </message>
    <message>
        <source>Excel workbook</source>
        <translation>存成 Excel</translation>
    </message>
    <message>
        <source>Which table</source>
        <translation>选哪张表</translation>
    </message>
    <message>
        <source>Pages of the sheet</source>
        <translation>翻页</translation>
    </message>
    <message>
        <source>Other settings</source>
        <translation>别的设置</translation>
    </message>
    <message>
        <source>Change page</source>
        <translation>换页</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁屏</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Means</source>
        <translation>付款方式</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>刚好</translation>
    </message>
    <message>
        <source>Take one back</source>
        <translation>删这笔</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>收完</translation>
    </message>
    <message>
        <source>Back to this ticket</source>
        <translation>回到这一单</translation>
    </message>
    <message>
        <source>Amounts that customers hand over</source>
        <translation>顾客常给的金额</translation>
    </message>
    <message>
        <source>Mark another payment</source>
        <translation>选另一笔</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>选行</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>To the list</source>
        <translation>到列表</translation>
    </message>
    <message>
        <source>Empty the box</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>To the list; on a line, further down the paper</source>
        <translation>到清单；在行上往下看小票</translation>
    </message>
    <message>
        <source>Go on, give leave</source>
        <translation>下一步，批准</translation>
    </message>
    <message>
        <source>Put it off</source>
        <translation>先放下</translation>
    </message>
    <message>
        <source>How many come back</source>
        <translation>退几件</translation>
    </message>
    <message>
        <source>Price of one</source>
        <translation>单价</translation>
    </message>
    <message>
        <source>With a receipt after all</source>
        <translation>改按小票退</translation>
    </message>
    <message>
        <source>No receipt</source>
        <translation>无小票</translation>
    </message>
    <message>
        <source>Without a receipt: the price of one</source>
        <translation>无小票时改单价</translation>
    </message>
    <message>
        <source>Whole receipt</source>
        <translation>整单退</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>退到哪里</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>退款</translation>
    </message>
    <message>
        <source>Find any receipt</source>
        <translation>查小票</translation>
    </message>
    <message>
        <source>Codes to look up</source>
        <translation>待查条码</translation>
    </message>
    <message>
        <source>Open the drawer</source>
        <translation>开钱箱</translation>
    </message>
    <message>
        <source>Goods without a receipt</source>
        <translation>无小票退货</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>换货</translation>
    </message>
    <message>
        <source>Print this receipt again</source>
        <translation>再打一次这张小票</translation>
    </message>
    <message>
        <source>Choose row</source>
        <translation>选行</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>换键</translation>
    </message>
    <message>
        <source>The usual key</source>
        <translation>恢复这个键</translation>
    </message>
    <message>
        <source>All as usual</source>
        <translation>全部恢复</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Delete row</source>
        <translation>删行</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>改价</translation>
    </message>
    <message>
        <source>Every page</source>
        <extracomment>The settings stand beside one another and share the keys that lead from one to the next. For a device that most shops lack: its usual key is free for another action that somebody gives it to. A key that always works, scanners and people in need press it: this is a second one, usually none. The pages as they are listed where keys are chosen.</extracomment>
        <translation>每一页</translation>
    </message>
    <message>
        <source>Sell</source>
        <translation>收银</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>收款</translation>
    </message>
    <message>
        <source>Receipts</source>
        <translation>小票</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日报</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>打印机</translation>
    </message>
    <message>
        <source>Receipt form</source>
        <translation>小票样式</translation>
    </message>
    <message>
        <source>This till</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Print queue</source>
        <translation>打印队列</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>员工</translation>
    </message>
    <message>
        <source>Read the scale</source>
        <translation>读秤</translation>
    </message>
    <message>
        <source>Tare of the next weighing</source>
        <translation>下一次称重的皮重</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>挂单</translation>
    </message>
    <message>
        <source>Take a held ticket, second key</source>
        <translation>取单（第二个键）</translation>
    </message>
    <message>
        <source>Buyer/channel</source>
        <translation>买方/渠道</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Try a code</source>
        <translation>试条码</translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>扫码枪</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Enter, second key</source>
        <translation>Enter 的第二个键</translation>
    </message>
    <message>
        <source>Esc, second key</source>
        <translation>Esc 的第二个键</translation>
    </message>
    <message>
        <source>Tab, second key</source>
        <translation>Tab 的第二个键</translation>
    </message>
    <message>
        <source>Goods back</source>
        <translation>退货</translation>
    </message>
    <message>
        <source>One more</source>
        <translation>多一件</translation>
    </message>
    <message>
        <source>One less</source>
        <translation>少一件</translation>
    </message>
    <message>
        <source>Row above</source>
        <translation>上一行</translation>
    </message>
    <message>
        <source>Row below</source>
        <translation>下一行</translation>
    </message>
    <message>
        <source>* for a quantity, second key</source>
        <translation>数量 * 的第二个键</translation>
    </message>
    <message>
        <source>Origin tab by number</source>
        <translation>按号选产地</translation>
    </message>
    <message>
        <source>Held ticket by number</source>
        <translation>按号取挂单</translation>
    </message>
    <message>
        <source>Usual buyer by number</source>
        <translation>按号选常用单位</translation>
    </message>
    <message>
        <source>Buyer by name, second key</source>
        <translation>按名称找单位，第二个键</translation>
    </message>
    <message>
        <source>List before</source>
        <translation>前一列</translation>
    </message>
    <message>
        <source>Confirm by hand</source>
        <translation>人工确认</translation>
    </message>
    <message>
        <source>Let go by hand</source>
        <translation>人工放开</translation>
    </message>
    <message>
        <source>Means by number</source>
        <translation>按号选付款方式</translation>
    </message>
    <message>
        <source>Quick amount by number</source>
        <translation>按号选常用金额</translation>
    </message>
    <message>
        <source>@ for a price, second key</source>
        <translation>单价 @ 的第二个键</translation>
    </message>
    <message>
        <source>Reason by number</source>
        <translation>按号选原因</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>重印</translation>
    </message>
    <message>
        <source>CSV file</source>
        <translation>CSV 文件</translation>
    </message>
    <message>
        <source>Another order</source>
        <translation>换排序</translation>
    </message>
    <message>
        <source>More lines</source>
        <translation>更多行</translation>
    </message>
    <message>
        <source>Print again, second key</source>
        <translation>再打一次，第二个键</translation>
    </message>
    <message>
        <source>Goods back, second key</source>
        <translation>退货，第二个键</translation>
    </message>
    <message>
        <source>Ten rows up</source>
        <translation>上十行</translation>
    </message>
    <message>
        <source>Ten rows down</source>
        <translation>下十行</translation>
    </message>
    <message>
        <source>Days by number</source>
        <translation>按号选日期</translation>
    </message>
    <message>
        <source>X report</source>
        <translation>X 报表</translation>
    </message>
    <message>
        <source>Print the X report</source>
        <translation>打印 X 报表</translation>
    </message>
    <message>
        <source>Have a look at the tickets</source>
        <translation>去收银页看单子</translation>
    </message>
    <message>
        <source>One day</source>
        <translation>看一天</translation>
    </message>
    <message>
        <source>A week</source>
        <translation>看一周</translation>
    </message>
    <message>
        <source>A month</source>
        <translation>看一月</translation>
    </message>
    <message>
        <source>Sheet: page before</source>
        <translation>日报纸：上一页</translation>
    </message>
    <message>
        <source>Sheet: next page</source>
        <translation>日报纸：下一页</translation>
    </message>
    <message>
        <source>Day, week or month before</source>
        <translation>前一天、周、月</translation>
    </message>
    <message>
        <source>Day, week or month after</source>
        <translation>后一天、周、月</translation>
    </message>
    <message>
        <source>Table by number</source>
        <translation>按号选表</translation>
    </message>
    <message>
        <source>Box before</source>
        <translation>前一格</translation>
    </message>
    <message>
        <source>Tick, or take the tick away</source>
        <translation>勾选、取消</translation>
    </message>
    <message>
        <source>Page of the settings by number</source>
        <translation>按号换设置页</translation>
    </message>
    <message>
        <source>Look for printers again</source>
        <translation>重新找打印机</translation>
    </message>
    <message>
        <source>Test page</source>
        <translation>测试页</translation>
    </message>
    <message>
        <source>Take over the answers</source>
        <translation>采用答案</translation>
    </message>
    <message>
        <source>On / off</source>
        <translation>开关</translation>
    </message>
    <message>
        <source>Preview on the other paper</source>
        <translation>换纸宽预览</translation>
    </message>
    <message>
        <source>The usual order</source>
        <translation>恢复默认</translation>
    </message>
    <message>
        <source>Preview: before</source>
        <translation>预览：上一页</translation>
    </message>
    <message>
        <source>Preview: next</source>
        <translation>预览：下一页</translation>
    </message>
    <message>
        <source>On / off, second key</source>
        <translation>开／关，第二个键</translation>
    </message>
    <message>
        <source>Print it now</source>
        <translation>现在打</translation>
    </message>
    <message>
        <source>Print all that did not come out</source>
        <translation>没打出的全部重打</translation>
    </message>
    <message>
        <source>Give it up</source>
        <translation>不打了</translation>
    </message>
    <message>
        <source>Print again as a copy</source>
        <translation>再打一张</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>The digits stay. Hold Ctrl or Alt, or both, or one with Shift, and press a digit.</source>
        <extracomment>These belong to the window on every page: help, change page, shift, lock, print queue. On these pages a letter or sign alone lands in no box, so that it may be an action&apos;s key. With Ctrl these edit what is typed; a box in front would take them first. The rest is the system&apos;s own. Only where no box would type it. These may change places. With Shift a digit comes as the sign that is printed above it. How a key is printed where its name in the table is another.</extracomment>
        <translation>数字不变：按住 Ctrl 或 Alt（也可以一起按，或加 Shift）再按一个数字。</translation>
    </message>
    <message>
        <source>{key} types or moves something there. Choose an F key, or Ctrl with a letter.</source>
        <translation>{key} 在那里要用来打字或移动。请选 F 键，或 Ctrl 加字母。</translation>
    </message>
    <message>
        <source>That key</source>
        <translation>这个键</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>产地</translation>
    </message>
    <message>
        <source>Pay</source>
        <translation>收款</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>交班</translation>
    </message>
    <message>
        <source>Find by name</source>
        <translation>按名称找</translation>
    </message>
    <message>
        <source>Take a held ticket</source>
        <translation>取单</translation>
    </message>
    <message>
        <source>One more, one less</source>
        <translation>多一件、少一件</translation>
    </message>
    <message>
        <source>Empty the ticket</source>
        <translation>清空这一单</translation>
    </message>
    <message>
        <source>Print the last receipt again</source>
        <translation>重打上一张小票</translation>
    </message>
    <message>
        <source>Weigh</source>
        <translation>称重</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Take that held ticket</source>
        <translation>取那一单</translation>
    </message>
    <message>
        <source>Turn the shelves</source>
        <translation>翻货架</translation>
    </message>
    <message>
        <source>Back, nothing lost</source>
        <translation>返回，什么都不丢</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Open the shift</source>
        <translation>开班</translation>
    </message>
    <message>
        <source>Back to the count</source>
        <translation>回到点数</translation>
    </message>
    <message>
        <source>Next kind</source>
        <translation>换面额</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>张数</translation>
    </message>
    <message>
        <source>Type the total</source>
        <translation>直接输总数</translation>
    </message>
    <message>
        <source>Put in</source>
        <translation>放入</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>取出</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>Next box</source>
        <translation>下一格</translation>
    </message>
    <message>
        <source>Measure anew</source>
        <translation>重新测</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Next choice</source>
        <translation>下一项</translation>
    </message>
    <message>
        <source>Take what is marked</source>
        <translation>选中标出的</translation>
    </message>
    <message>
        <source>Higher, lower</source>
        <translation>上移、下移</translation>
    </message>
    <message>
        <source>Turn the preview</source>
        <translation>翻预览</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Next list</source>
        <translation>换一栏</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>字母</translation>
    </message>
    <message>
        <source>Set at once</source>
        <translation>直接选</translation>
    </message>
    <message>
        <source>Buyer&apos;s number</source>
        <translation>单位编号</translation>
    </message>
    <message>
        <source>Usual buyers</source>
        <translation>常来单位</translation>
    </message>
    <message>
        <source>Buyer by name</source>
        <translation>按名称找买方</translation>
    </message>
    <message>
        <source>Take back</source>
        <extracomment>A code that the catalogue did not know, while goods are looked for that it shall belong to. The code that Alt+U came to last; it may be one that can never be linked.</extracomment>
        <translation>取回</translation>
    </message>
    <message>
        <source>Dismiss the code</source>
        <translation>不查了</translation>
    </message>
    <message>
        <source>Next code</source>
        <translation>下一个</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>关联</translation>
    </message>
    <message>
        <source>Put on the ticket</source>
        <translation>加入本单</translation>
    </message>
    <message>
        <source>Next box; on the last, save</source>
        <translation>下一格，末格保存</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <source>{key} always works</source>
        <translation>{key} 一直有效</translation>
    </message>
    <message>
        <source>usually {key}</source>
        <translation>原来是 {key}</translation>
    </message>
    <message>
        <source>Search: what it does, or a key</source>
        <translation>搜索：做什么，或哪个键</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>换键</translation>
    </message>
    <message>
        <source>The usual key</source>
        <translation>恢复这个键</translation>
    </message>
    <message>
        <source>All as usual</source>
        <translation>全部恢复</translation>
    </message>
    <message>
        <source>Press the new key for {action} ({page})</source>
        <translation>请按“{action}”（{page}）的新键</translation>
    </message>
    <message>
        <source>Esc leaves it as it is</source>
        <translation>Esc 不改</translation>
    </message>
    <message>
        <source>What is held, with any digit: Ctrl Alt 1 · Esc leaves it as it is</source>
        <translation>按住的键加任一数字，如 Ctrl Alt 1 · Esc 不改</translation>
    </message>
    <message>
        <source>{action}: {key} from now on</source>
        <translation>{action}：从现在起按 {key}</translation>
    </message>
    <message>
        <source>{action}: none any more</source>
        <translation>{action}：不再有</translation>
    </message>
    <message>
        <source>Every key is the usual one again</source>
        <translation>所有按键都恢复了</translation>
    </message>
</context>
<context>
    <name>Login</name>
    <message>
        <source>till {n}</source>
        <translation>{n} 号机</translation>
    </message>
    <message>
        <source>Enter your PIN</source>
        <translation>输入您的 PIN</translation>
    </message>
    <message>
        <source>Float in the drawer, in yuan</source>
        <translation>抽屉里的备用金，元</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>练习</translation>
    </message>
    <message>
        <source>Leave training</source>
        <translation>离开练习</translation>
    </message>
    <message>
        <source>Nobody is signed in; nothing was put on a ticket.</source>
        <translation>还没有人登录，没有加进任何一单。</translation>
    </message>
    <message>
        <source>Enter your PIN first.</source>
        <translation>先输入您的 PIN。</translation>
    </message>
    <message>
        <source>How much float lies in the drawer?</source>
        <translation>抽屉里有多少备用金？</translation>
    </message>
    <message>
        <source>Opening the books</source>
        <translation>正在打开账本</translation>
    </message>
    <message>
        <source>PIN forgotten: the manager sets a new one</source>
        <translation>PIN 忘了：请店长重设一个</translation>
    </message>
    <message>
        <source>Nothing in it: type 0</source>
        <translation>抽屉是空的，就输入 0</translation>
    </message>
    <message>
        <source>A PIN has at least four digits</source>
        <translation>PIN 至少四位</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清</translation>
    </message>
    <message>
        <source>Point</source>
        <translation>小数点</translation>
    </message>
    <message>
        <source>Last digit away</source>
        <translation>退一位</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>On the shelves today</source>
        <translation>今天货架上的产地</translation>
    </message>
    <message>
        <source>and {n} more origins</source>
        <translation>还有 {n} 个产地</translation>
    </message>
    <message>
        <source>{n} kinds</source>
        <translation>{n} 种</translation>
    </message>
    <message>
        <source>Printer set up, {paper} mm paper</source>
        <translation>打印机已设好，{paper} 毫米纸</translation>
    </message>
    <message>
        <source>No printer is set up; nothing comes out on paper</source>
        <translation>还没有设打印机，不出纸质小票</translation>
    </message>
    <message>
        <source>{n} papers wait for the printer</source>
        <translation>{n} 张等着打印</translation>
    </message>
    <message>
        <source>Every closed day went to the district</source>
        <translation>交过班的日子都交到区里了</translation>
    </message>
    <message>
        <source>{n} closed days have not gone to the district</source>
        <translation>{n} 天的文件还没交到区里</translation>
    </message>
    <message>
        <source>{day} is still open: sign in, count its drawer and close it first</source>
        <translation>{day} 还没交班：登录后先点钱、交班</translation>
    </message>
    <message>
        <source>An older copy of the books: see pos check</source>
        <translation>账本换成了较早的备份，见 pos check</translation>
    </message>
    <message>
        <source>Receipts {first} to {last} are missing: see pos check</source>
        <translation>缺小票 {first} 至 {last}，见 pos check</translation>
    </message>
</context>
<context>
    <name>Means</name>
    <message>
        <source>Cash</source>
        <translation>现金</translation>
    </message>
    <message>
        <source>WeChat Pay</source>
        <translation>微信</translation>
    </message>
    <message>
        <source>Alipay</source>
        <translation>支付宝</translation>
    </message>
    <message>
        <source>e-CNY</source>
        <translation>数字人民币</translation>
    </message>
    <message>
        <source>UnionPay QR</source>
        <translation>云闪付</translation>
    </message>
    <message>
        <source>Bank card</source>
        <translation>银行卡</translation>
    </message>
    <message>
        <source>Love card (bank card)</source>
        <translation>爱心卡（银行卡）</translation>
    </message>
    <message>
        <source>On account</source>
        <translation>单位记账</translation>
    </message>
    <message>
        <source>Voucher</source>
        <translation>代金券</translation>
    </message>
    <message>
        <source>Static QR (clerk confirms)</source>
        <translation>静态收款码（店员确认）</translation>
    </message>
</context>
<context>
    <name>Mode</name>
    <message>
        <source>In the shop</source>
        <translation>线下</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>线上</translation>
    </message>
</context>
<context>
    <name>Motive</name>
    <message>
        <source>Buying instead of donating</source>
        <translation>以购代捐</translation>
    </message>
    <message>
        <source>Buying to help</source>
        <translation>以买代帮</translation>
    </message>
</context>
<context>
    <name>Origins</name>
    <message>
        <source>Origin {origin}</source>
        <translation>产地 {origin}</translation>
    </message>
    <message>
        <source>{n} more</source>
        <translation>其他 {n}</translation>
    </message>
    <message>
        <source>After the first sale, each origin&apos;s share stands here.</source>
        <translation>第一单完成后，这里显示每个产地的占比。</translation>
    </message>
    <message>
        <source>Today by origin</source>
        <translation>今日按产地</translation>
    </message>
    <message>
        <source>{receipts} receipts · {origins} origins</source>
        <translation>{receipts} 单 · {origins} 个产地</translation>
    </message>
    <message>
        <source>No sale yet</source>
        <translation>还没有成交</translation>
    </message>
    <message>
        <source>Shelves by origin</source>
        <translation>按产地看货架</translation>
    </message>
</context>
<context>
    <name>Override</name>
    <message>
        <source>Manager&apos;s PIN</source>
        <extracomment>Narrower than this the reason has a line of its own.</extracomment>
        <translation>店长 PIN</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>批准的理由</translation>
    </message>
    <message>
        <source>Why the manager gives leave</source>
        <translation>批准的理由</translation>
    </message>
    <message>
        <source>Give leave</source>
        <translation>批准</translation>
    </message>
</context>
<context>
    <name>OwnTill</name>
    <message>
        <source>From the next start</source>
        <translation>下次启动生效</translation>
    </message>
    <message>
        <source>At the head of every receipt</source>
        <translation>印在每张小票最上面</translation>
    </message>
    <message>
        <source>May stay empty</source>
        <translation>可以空着</translation>
    </message>
    <message>
        <source>0 never locks. From the next start</source>
        <translation>0 不锁；下次启动生效</translation>
    </message>
    <message>
        <source>More needs the manager&apos;s leave</source>
        <translation>超过要店长批</translation>
    </message>
    <message>
        <source>Whole yuan; more needs the manager&apos;s leave</source>
        <translation>整元；超过要店长批</translation>
    </message>
    <message>
        <source>A larger difference needs a manager&apos;s approval</source>
        <translation>差得更多，要店长认可</translation>
    </message>
    <message>
        <source>0 is silence; one is heard when it is kept</source>
        <translation>0 不出声；保存时响一下</translation>
    </message>
    <message>
        <source>Warn</source>
        <translation>提醒</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>不让卖</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>普通</translation>
    </message>
    <message>
        <source>Large</source>
        <translation>大字</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Shop and day</source>
        <translation>店和营业日</translation>
    </message>
    <message>
        <source>Limits and sounds</source>
        <translation>限额和声音</translation>
    </message>
    <message>
        <source>Stock and look</source>
        <translation>库存和外观</translation>
    </message>
    <message>
        <source>When the books know of no more of an article</source>
        <translation>账上没有那么多的时候</translation>
    </message>
    <message>
        <source>Some of it counts from the next start of the till.</source>
        <translation>有几项要到下次启动才生效。</translation>
    </message>
    <message>
        <source>Kept.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>Name of the shop</source>
        <extracomment>What counts at once; the rest waits for the next start, when no shift and no page is in the middle of it. An entry of the page by what till.toml calls it, and the table it stands in.</extracomment>
        <translation>店名</translation>
    </message>
    <message>
        <source>Name of the outlet</source>
        <translation>门店名称</translation>
    </message>
    <message>
        <source>The business day begins at</source>
        <translation>营业日从几点算起</translation>
    </message>
    <message>
        <source>Discount a clerk gives alone, %</source>
        <translation>收银员自己能打的折扣（%）</translation>
    </message>
    <message>
        <source>Refund a clerk pays alone, yuan</source>
        <translation>收银员自己能退的金额（元）</translation>
    </message>
    <message>
        <source>Drawer may differ by, yuan</source>
        <translation>钱箱允许差多少（元）</translation>
    </message>
    <message>
        <source>Locks itself after, minutes</source>
        <translation>多少分钟没人用就锁屏</translation>
    </message>
    <message>
        <source>More sold than there is</source>
        <translation>卖得比库存多</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>字号</translation>
    </message>
    <message>
        <source>Sounds, 0 to 100</source>
        <translation>声音大小，0 到 100</translation>
    </message>
</context>
<context>
    <name>PayCode</name>
    <message>
        <source>Waiting for payment</source>
        <extracomment>What an adapter notes when the service turns a question down for its time. And of money back that the customer&apos;s bank did not take. The word on a tender&apos;s row.</extracomment>
        <translation>等付款</translation>
    </message>
    <message>
        <source>Result unknown</source>
        <translation>结果未知</translation>
    </message>
    <message>
        <source>Received</source>
        <extracomment>The word on a tender&apos;s row.</extracomment>
        <translation>已到账</translation>
    </message>
    <message>
        <source>Not paid</source>
        <translation>未付</translation>
    </message>
    <message>
        <source>Being revoked</source>
        <translation>撤销中</translation>
    </message>
    <message>
        <source>Revoked</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>To be given back</source>
        <extracomment>The same for money back.</extracomment>
        <translation>待退款</translation>
    </message>
    <message>
        <source>Being given back</source>
        <translation>退款中</translation>
    </message>
    <message>
        <source>Given back</source>
        <translation>已退款</translation>
    </message>
    <message>
        <source>Not given back</source>
        <translation>没退成</translation>
    </message>
    <message>
        <source>Written down</source>
        <extracomment>The word under a step.</extracomment>
        <translation>已记下</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>已发出</translation>
    </message>
    <message>
        <source>Customer types the password</source>
        <translation>等顾客输密码</translation>
    </message>
    <message>
        <source>Settling a payment by hand</source>
        <translation>人工了结一笔付款</translation>
    </message>
    <message>
        <source>Received / not paid</source>
        <translation>到账 / 未付</translation>
    </message>
    <message>
        <source>{means} {amount} was not paid; nothing was taken</source>
        <translation>{means} {amount} 没有付成，没有收钱</translation>
    </message>
    <message>
        <source>Ask the customer to show the code again, or choose another means.</source>
        <translation>请顾客重新出示付款码，或换一种付款方式。</translation>
    </message>
    <message>
        <source>{means} {amount} was revoked; what had been taken goes back to the customer</source>
        <translation>{means} {amount} 已撤销，收到的钱会退回顾客</translation>
    </message>
    <message>
        <source>{means} {amount} is being revoked</source>
        <translation>{means} {amount} 正在撤销</translation>
    </message>
    <message>
        <source>It is asked for until it is done. Take nothing else for it, or the manager releases the ticket.</source>
        <translation>会一直撤到成为止。先别另收，急用就请店长放行这一单。</translation>
    </message>
    <message>
        <source>{means} {amount} is not known to be paid or not</source>
        <translation>{means} {amount} 还不知道收到没有</translation>
    </message>
    <message>
        <source>Waited {waited} s, asked again every {every} s. Do not let the customer pay twice, and take no cash.</source>
        <translation>已等 {waited} 秒，每 {every} 秒自动再查。先别让顾客再付一次，也别收现金。</translation>
    </message>
    <message>
        <source>{means} {amount}: the customer types the password</source>
        <translation>{means} {amount}：等顾客输密码</translation>
    </message>
    <message>
        <source>Waited {waited} s, asked again every {every} s. Let the customer finish on the telephone.</source>
        <translation>已等 {waited} 秒，每 {every} 秒自动再查。请顾客在手机上付完。</translation>
    </message>
    <message>
        <source>{means} {amount} was sent, no answer yet</source>
        <translation>{means} {amount} 已发出，还没有答复</translation>
    </message>
    <message>
        <source>Waited {waited} s. Do not scan another code, and take no cash for it.</source>
        <translation>已等 {waited} 秒。先别再扫付款码，也别收现金。</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is wrong, so the service does not answer it: set the clock.</source>
        <translation>这台电脑的时间不对，支付方不答复：请先校准时间。</translation>
    </message>
    <message>
        <source>The service is not set up here any more and cannot be asked; the manager settles it by hand.</source>
        <translation>本机已没有这家支付的设置，查不了；请店长人工了结。</translation>
    </message>
    <message>
        <source>{means} did not give {amount} back: {note}</source>
        <translation>{means} {amount} 没有退成：{note}</translation>
    </message>
    <message>
        <source>Ask for it once more, or give it back in another way and settle it by hand.</source>
        <translation>再退一次；或用别的办法退给顾客，再由店长人工了结。</translation>
    </message>
    <message>
        <source>{means} could not bring {amount} back to the customer&apos;s card or account</source>
        <translation>{means} 没能把 {amount} 退到顾客的卡或账户</translation>
    </message>
    <message>
        <source>Settle it on the merchant platform of {means}; it is asked by itself until it is done.</source>
        <translation>请到{means}商户平台上处理；本机会自动查询，直到办成。</translation>
    </message>
    <message>
        <source>{means} {amount} is on its way back to the customer</source>
        <translation>{means} {amount} 正在退给顾客</translation>
    </message>
    <message>
        <source>It is asked for by itself until it is done.</source>
        <translation>会自动再办，办成为止。</translation>
    </message>
    <message>
        <source>{means} {amount} came in, but the ticket was settled without it</source>
        <translation>{means} {amount} 后来到账了，那一单已另行收款</translation>
    </message>
    <message>
        <source>Give it back through the service.</source>
        <translation>点“退回”，原路退给顾客。</translation>
    </message>
    <message>
        <source>Its ticket waits for it, on the counter or held: settle it on the payment page.</source>
        <translation>这一单还在等它（在柜台上或挂着）：到收款页了结。</translation>
    </message>
    <message>
        <source>{means} {amount} was confirmed by hand, but the service says it was not paid</source>
        <translation>{means} {amount} 已人工确认，但支付方说没有收到</translation>
    </message>
    <message>
        <source>See to it with the customer, then settle it by hand and say how.</source>
        <translation>先和顾客处理好，再由店长人工了结，写明怎么处理的。</translation>
    </message>
    <message>
        <source>{means} {amount}: confirmed by hand, not yet by the service</source>
        <translation>{means} {amount} 已人工确认，支付方还没有答复</translation>
    </message>
    <message>
        <source>It is asked by itself; look into the account of the shop if it takes long.</source>
        <translation>会自动再查；等久了，请到商户平台查这笔账。</translation>
    </message>
    <message>
        <source>{means} {amount} was released by hand and is being revoked</source>
        <translation>{means} {amount} 已人工放行，正在撤销</translation>
    </message>
    <message>
        <source>Confirmed by hand</source>
        <translation>人工确认</translation>
    </message>
    <message>
        <source>Confirmed by the clerk</source>
        <translation>店员确认</translation>
    </message>
</context>
<context>
    <name>Payment</name>
    <message>
        <source>Payment code (scan it, the means is found)</source>
        <translation>付款码（扫顾客手机，自动认是哪一家）</translation>
    </message>
    <message>
        <source>Cash the customer gives</source>
        <translation>顾客给的现金</translation>
    </message>
    <message>
        <source>Who pays for the voucher</source>
        <translation>代金券谁出钱</translation>
    </message>
    <message>
        <source>Who pays</source>
        <translation>谁出钱</translation>
    </message>
    <message>
        <source>Card was put through</source>
        <translation>银行卡已刷</translation>
    </message>
    <message>
        <source>{means}: amount received</source>
        <translation>{means}收款金额</translation>
    </message>
    <message>
        <source>Nothing to take</source>
        <translation>不用收钱</translation>
    </message>
    <message>
        <source>Static code</source>
        <translation>静态码</translation>
    </message>
    <message>
        <source>Static code: received</source>
        <translation>静态码已收款</translation>
    </message>
    <message>
        <source>Card done</source>
        <translation>已刷卡</translation>
    </message>
    <message>
        <source>Card put through</source>
        <translation>银行卡已刷</translation>
    </message>
    <message>
        <source>No payment service: a scan is only noted; see first that the money came</source>
        <translation>没有接通收款服务：扫码只记下，请先看到账</translation>
    </message>
    <message>
        <source>Only {means} is asked; another code is only noted: see first that it came</source>
        <translation>只有{means}自动问到账；别家只记下，请先看到账</translation>
    </message>
    <message>
        <source>{means} cannot be reached; cash, card and static code can be taken</source>
        <translation>{means}连不上；现金、刷卡、静态码照收</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>{keys}, or press for the next</source>
        <translation>{keys}，或按一下换下一个</translation>
    </message>
    <message>
        <source>A scan is only noted: see the money first</source>
        <translation>扫码只作记录，先看到账</translation>
    </message>
    <message>
        <source>Scan once the money came</source>
        <translation>先看到账，再扫码记下</translation>
    </message>
    <message>
        <source>Only {means} is asked</source>
        <translation>只接了{means}</translation>
    </message>
    <message>
        <source>{means}: out of reach</source>
        <translation>{means}连不上</translation>
    </message>
    <message>
        <source>Reference, if any</source>
        <translation>流水号，可以不填</translation>
    </message>
    <message>
        <source>Its number</source>
        <translation>券号</translation>
    </message>
    <message>
        <source>Next customer</source>
        <translation>接着下一位</translation>
    </message>
    <message>
        <source>Not complete before the answer is there; no other payment code either</source>
        <translation>结果出来前不能收完，也别再扫码</translation>
    </message>
    <message>
        <source>Waiting for {means}</source>
        <translation>等{means}结果</translation>
    </message>
    <message>
        <source>Next customer: Esc, then F6 puts this ticket aside</source>
        <translation>先接下一位：Esc，再按 F6 挂单</translation>
    </message>
    <message>
        <source>Book the exchange · print</source>
        <translation>完成换货 · 打小票</translation>
    </message>
    <message>
        <source>Scan the payment code</source>
        <translation>扫顾客付款码</translation>
    </message>
    <message>
        <source>Paid without the till: type its reference</source>
        <translation>已在别处收款：写流水号再收完</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>收完</translation>
    </message>
    <message>
        <source>More than is due</source>
        <translation>比要收的多</translation>
    </message>
    <message>
        <source>Complete · print receipt</source>
        <translation>收完 · 打小票</translation>
    </message>
    <message>
        <source>Keep {amount}, go on</source>
        <translation>先收 {amount}，接着收</translation>
    </message>
    <message>
        <source>Type an amount first</source>
        <translation>先输收到的金额</translation>
    </message>
    <message>
        <source>Receipts {refund}, {receipt}</source>
        <translation>小票 {refund}、{receipt}</translation>
    </message>
    <message>
        <source>Payment code</source>
        <translation>付款码</translation>
    </message>
    <message>
        <source>Reference of the payment</source>
        <extracomment>These stand below the box of the payment code; all others in the grid of eight. Longer than `9,999.00` an amount is large. Means whose codes a service answers for; without a line to it they rest. How wide it must be for whole sentences on the buttons below the code. So many of them a till can ask.</extracomment>
        <translation>付款流水号</translation>
    </message>
    <message>
        <source>This ticket</source>
        <translation>本单</translation>
    </message>
    <message>
        <source>Where it comes from</source>
        <translation>本单产地</translation>
    </message>
    <message>
        <source>Buyer</source>
        <translation>买方</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>Love card</source>
        <translation>爱心卡</translation>
    </message>
    <message>
        <source>Agreed</source>
        <translation>约定</translation>
    </message>
    <message>
        <source>Back to this ticket, nothing is lost</source>
        <translation>回到这一单（不丢）</translation>
    </message>
    <message>
        <source>Back, nothing lost</source>
        <translation>回到这一单</translation>
    </message>
    <message>
        <source>{name}, {origin}, {quantity}, {amount} yuan</source>
        <translation>{name}，{origin}，{quantity}，{amount} 元</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>应收</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>已收</translation>
    </message>
    <message>
        <source>Waiting for the customer</source>
        <translation>等付款</translation>
    </message>
    <message>
        <source>Waiting for the answer</source>
        <translation>等结果</translation>
    </message>
    <message>
        <source>Still open (cash, rounded down)</source>
        <translation>还差（现金抹零后）</translation>
    </message>
    <message>
        <source>Still open</source>
        <translation>还差</translation>
    </message>
    <message>
        <source>To give back</source>
        <translation>应退</translation>
    </message>
    <message>
        <source>{what} {amount} yuan</source>
        <translation>{what} {amount} 元</translation>
    </message>
    <message>
        <source>Nothing received yet</source>
        <extracomment>On a low screen, where two stand under each other. A reference longer than this is a service&apos;s own number, nobody typed it.</extracomment>
        <translation>还没有收到钱</translation>
    </message>
    <message>
        <source>{means} {amount} yuan, {state}, {details}</source>
        <translation>{means}，{amount} 元，{state}，{details}</translation>
    </message>
    <message>
        <source>Nothing can be taken back before the answer is there</source>
        <translation>结果出来之前不能删</translation>
    </message>
    <message>
        <source>Several means may be mixed</source>
        <translation>可混合付款</translation>
    </message>
    <message>
        <source>{count} kept · Del takes the marked one back</source>
        <translation>{count} 笔 · 可混合付款，删除用 Del</translation>
    </message>
    <message>
        <source>reference ends in {tail}</source>
        <translation>流水尾号 {tail}</translation>
    </message>
    <message>
        <source>no money was taken</source>
        <translation>没有收到钱</translation>
    </message>
    <message>
        <source>one order number: asking again takes nothing twice</source>
        <translation>同一订单号，重复查不会重复扣</translation>
    </message>
    <message>
        <source>reference {reference}</source>
        <translation>流水号 {reference}</translation>
    </message>
    <message>
        <source>Rounded off {amount}, no discount</source>
        <extracomment>Type sizes of what is told and of what to do now, from large to small.</extracomment>
        <translation>抹零 {amount} 单列，不算优惠</translation>
    </message>
    <message>
        <source>This means fits exactly</source>
        <translation>不用找零</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>找零</translation>
    </message>
    <message>
        <source>Give back</source>
        <translation>退给顾客</translation>
    </message>
    <message>
        <source>Enter keeps this amount; then take the rest</source>
        <translation>Enter 先记下这笔，再收剩下的</translation>
    </message>
    <message>
        <source>Then still open</source>
        <translation>收了还差</translation>
    </message>
    <message>
        <source>Only cash gives change; type less, or F9 for the exact amount</source>
        <translation>只有现金能找零；改小，或按 F9 刚好</translation>
    </message>
    <message>
        <source>Too much by</source>
        <translation>多出</translation>
    </message>
    <message>
        <source>Opening the drawer without a sale</source>
        <translation>没有销售就开钱箱</translation>
    </message>
    <message>
        <source>choose a buyer first</source>
        <extracomment>Why a sale could not be booked though a payment service has its money; the tender stands on the ticket.</extracomment>
        <translation>先选单位</translation>
    </message>
    <message>
        <source>cannot be reached now</source>
        <translation>现在连不上</translation>
    </message>
    <message>
        <source>Change {change}</source>
        <translation>找零 {change}</translation>
    </message>
    <message>
        <source>{receipt} · paid</source>
        <translation>{receipt} · 已收完</translation>
    </message>
    <message>
        <source>{name} is paid</source>
        <translation>{name} 已收到钱</translation>
    </message>
    <message>
        <source>Paid, no change</source>
        <translation>收完，不用找零</translation>
    </message>
    <message>
        <source>{receipt} · goods back {refund}</source>
        <translation>{receipt} · 退货 {refund}</translation>
    </message>
    <message>
        <source>Give back {amounts}</source>
        <translation>退给顾客 {amounts}</translation>
    </message>
    <message>
        <source>Ask again</source>
        <extracomment>Nobody knows whether the money is there: amber, and a manager may settle it. So many stand beside each other on the way that most payments take; fewer keep their places.</extracomment>
        <translation>再查一次</translation>
    </message>
    <message>
        <source>Take this payment back</source>
        <translation>撤销这笔</translation>
    </message>
    <message>
        <source>{means} {amount}: the customer has shown that it was paid</source>
        <extracomment>What the page needs with nothing squeezed; a 1920x1080 screen at 150 % has less. Below this what is due and the tenders are low; that gives so much, and a low change as much more. What can be squeezed out of the means and boxes. Higher than this the change only looks empty: the tenders have what is left. How much cash the clerk was asked about.</extracomment>
        <translation>{means} {amount}：顾客出示了付款成功，店长确认</translation>
    </message>
    <message>
        <source>{means} {amount}: nothing was taken from the customer</source>
        <translation>{means} {amount}：顾客没有扣款，店长放开这一单</translation>
    </message>
    <message>
        <source>{amount} given, {change} back: is that so?</source>
        <translation>收 {amount}、找 {change}，对吗？</translation>
    </message>
    <message>
        <source>Enter once more if it is; else type what the customer gave, or F9</source>
        <translation>对就再按 Enter；不对就重输，或按 F9 收整额。</translation>
    </message>
    <message>
        <source>Paid: confirm by hand</source>
        <translation>顾客已付，人工确认</translation>
    </message>
    <message>
        <source>Not paid: let go by hand</source>
        <translation>顾客没付，人工放开</translation>
    </message>
    <message>
        <source>Being asked now</source>
        <translation>正在查，请稍等</translation>
    </message>
    <message>
        <source>Asks {means} at once</source>
        <translation>马上问一次{means}</translation>
    </message>
    <message>
        <source>Wait for the answer first</source>
        <translation>先等结果</translation>
    </message>
    <message>
        <source>It is being taken back</source>
        <translation>正在撤销，不能再确认</translation>
    </message>
    <message>
        <source>Manager&apos;s PIN, checked later</source>
        <translation>要店长 PIN，记入待核</translation>
    </message>
    <message>
        <source>Closes it; nothing stays taken</source>
        <translation>撤销后这笔不收，已扣的退回</translation>
    </message>
    <message>
        <source>Possible in {n} seconds</source>
        <translation>还要 {n} 秒才能撤</translation>
    </message>
    <message>
        <source>Asking now</source>
        <translation>正在查</translation>
    </message>
    <message>
        <source>Asks in {n} s</source>
        <translation>再查 {n} 秒</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
</context>
<context>
    <name>Permission</name>
    <message>
        <source>Discount above the ceiling</source>
        <translation>超过上限的折扣</translation>
    </message>
    <message>
        <source>Change a price</source>
        <translation>改价</translation>
    </message>
    <message>
        <source>Type an open price above the ceiling</source>
        <translation>超过上限的手输价</translation>
    </message>
    <message>
        <source>Refund above the ceiling</source>
        <translation>超过上限的退款</translation>
    </message>
    <message>
        <source>Refund without a receipt</source>
        <translation>无小票退款</translation>
    </message>
    <message>
        <source>Refund by another means</source>
        <translation>换一种方式退款</translation>
    </message>
    <message>
        <source>Open the drawer without a sale</source>
        <translation>不卖货开钱箱</translation>
    </message>
    <message>
        <source>Take cash out of the drawer</source>
        <translation>从钱箱取现金</translation>
    </message>
    <message>
        <source>Take a line off the ticket</source>
        <translation>从单子上删货</translation>
    </message>
    <message>
        <source>Cancel the whole ticket</source>
        <translation>整单取消</translation>
    </message>
    <message>
        <source>Print a receipt again</source>
        <translation>重印小票</translation>
    </message>
    <message>
        <source>Link a new code to goods</source>
        <translation>给商品加条码</translation>
    </message>
    <message>
        <source>Change staff and roles</source>
        <translation>改员工和角色</translation>
    </message>
    <message>
        <source>Change the settings</source>
        <translation>改设置</translation>
    </message>
    <message>
        <source>Approve a close over the tolerance</source>
        <translation>确认超差的交班</translation>
    </message>
    <message>
        <source>Switch training on and off</source>
        <translation>开关练习模式</translation>
    </message>
    <message>
        <source>See what should be in the drawer</source>
        <translation>看钱箱应有多少</translation>
    </message>
    <message>
        <source>Write goods off</source>
        <translation>报损</translation>
    </message>
    <message>
        <source>Take a scale label that does not fit the price</source>
        <translation>收下与标价不符的秤签</translation>
    </message>
    <message>
        <source>Settle a payment by hand</source>
        <translation>人工了结一笔付款</translation>
    </message>
    <message>
        <source>Clerk</source>
        <extracomment>What everybody may do alone unless the shop says otherwise. What a manager must give a reason for as well: the reason has to stand in the journal. Without these nobody could give rights back, so that they cannot be taken from a manager. The ceilings as they stand in `[roles.NAME]`, each with the largest it may be. What `[roles.NAME]` says, entry by entry: acts with true or false, ceilings with a whole number.</extracomment>
        <translation>店员</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>店长</translation>
    </message>
</context>
<context>
    <name>PriceTag</name>
    <message>
        <source>Price tags</source>
        <extracomment>One module of the barcode, and the room that the code takes with its first digit before it. What the modules of an EAN-13 look like: left odd, left even; the right side is the left odd one turned over.</extracomment>
        <translation>标价签</translation>
    </message>
    <message>
        <source>Price complaints 12345</source>
        <translation>价格举报 12345</translation>
    </message>
    <message>
        <source>from {day}</source>
        <translation>{day} 起</translation>
    </message>
    <message>
        <source>Size {spec}</source>
        <translation>规格 {spec}</translation>
    </message>
    <message>
        <source>Origin {place}</source>
        <translation>产地 {place}</translation>
    </message>
    <message>
        <source>Promotion</source>
        <translation>促销</translation>
    </message>
    <message>
        <source>Former price {price} yuan/{unit} · until {day}</source>
        <translation>原价 {price} 元/{unit} · {day} 止</translation>
    </message>
    <message>
        <source>yuan/{unit}</source>
        <translation>元/{unit}</translation>
    </message>
    <message>
        <source>comes to {price} yuan/kg</source>
        <translation>合 {price} 元/公斤</translation>
    </message>
    <message>
        <source>Certified, no. {no}</source>
        <translation>认定编号 {no}</translation>
    </message>
    <message>
        <source>Certificate {no} has expired</source>
        <translation>认定 {no} 已过期（不印帮扶标）</translation>
    </message>
    <message>
        <source>Not in the register of certified goods</source>
        <translation>未在认定目录（不印帮扶标）</translation>
    </message>
</context>
<context>
    <name>PrintQueue</name>
    <message>
        <source>Search: receipt, kind or state</source>
        <extracomment>So often the page looks whether the printer has got on; the look itself costs nothing.</extracomment>
        <translation>查找：票号、种类或状态</translation>
    </message>
    <message>
        <source>/ receipt, kind or state</source>
        <translation>/ 票号、种类或状态</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>再打一张</translation>
    </message>
    <message>
        <source>Give it up</source>
        <translation>不打了</translation>
    </message>
    <message>
        <source>Print it now</source>
        <translation>现在打</translation>
    </message>
    <message>
        <source>All that did not come out</source>
        <translation>没打出的全部重打</translation>
    </message>
    <message>
        <source>No paper fits; fewer words find more</source>
        <translation>没有符合的单据，少输几个字再找</translation>
    </message>
    <message>
        <source>Nothing waits to be printed</source>
        <translation>没有要打的</translation>
    </message>
    <message>
        <source>{waiting} wait, {failed} did not come out</source>
        <translation>{waiting} 张在等，{failed} 张没打出</translation>
    </message>
    <message>
        <source>Every paper has come out</source>
        <translation>都打出来了</translation>
    </message>
    <message>
        <source>The oldest is printed first; selling goes on meanwhile</source>
        <translation>先来的先打，不影响收银</translation>
    </message>
    <message>
        <source>No printer is set up; nothing comes out on paper</source>
        <translation>没有设打印机，不出纸</translation>
    </message>
    <message>
        <source>no paper is marked</source>
        <translation>没有选中哪一张</translation>
    </message>
    <message>
        <source>not for this one</source>
        <translation>这一张用不着</translation>
    </message>
    <message>
        <source>there is none</source>
        <translation>没有这样的</translation>
    </message>
    <message>
        <source>{paper} is printed as soon as the printer takes it</source>
        <translation>{paper} 打印机一就绪就打</translation>
    </message>
    <message>
        <source>All of them are printed as soon as the printer takes them</source>
        <translation>打印机一就绪就全部打出</translation>
    </message>
    <message>
        <source>{paper} was given up; the sale itself stands as it is</source>
        <translation>{paper} 不打了；这笔账照旧</translation>
    </message>
    <message>
        <source>{paper} comes out once more, marked as a copy</source>
        <translation>{paper} 再打一张，标明重印</translation>
    </message>
    <message>
        <source>in the printer&apos;s order</source>
        <extracomment>The list&apos;s orders, by the key&apos;s turn.</extracomment>
        <translation>按打印顺序</translation>
    </message>
    <message>
        <source>newest first</source>
        <translation>新的在前</translation>
    </message>
    <message>
        <source>by state</source>
        <translation>按状态</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>纸张</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>纸张</translation>
    </message>
    <message>
        <source>copy</source>
        <translation>重印</translation>
    </message>
    <message>
        <source>Nothing has been printed yet</source>
        <translation>还没有打印过</translation>
    </message>
    <message>
        <source>Receipts stand here from the first sale on, with how their printing went</source>
        <translation>从第一单起，小票和打印情况都列在这里</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>小票</translation>
    </message>
    <message>
        <source>Daily summary</source>
        <translation>营业日报</translation>
    </message>
    <message>
        <source>X report</source>
        <translation>X 报表</translation>
    </message>
    <message>
        <source>Opening the drawer</source>
        <translation>开钱箱</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>等待打印</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>已送出</translation>
    </message>
    <message>
        <source>Printed</source>
        <translation>已打印</translation>
    </message>
    <message>
        <source>Not sure</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>Did not come out</source>
        <translation>没打出来</translation>
    </message>
    <message>
        <source>Given up</source>
        <translation>已放弃</translation>
    </message>
    <message>
        <source>Without paper</source>
        <extracomment>Done with, for nothing is to come out where no printer stands: but nobody may be told that it was printed.</extracomment>
        <translation>没出纸</translation>
    </message>
    <message>
        <source>Is being sent; if that was broken off, it comes again as a copy</source>
        <extracomment>What the worker and the printers write down, and what it means.</extracomment>
        <translation>正在送出；如果中途断了，会再打一张并标明重印</translation>
    </message>
    <message>
        <source>The printer did not take it in time</source>
        <translation>打印机没有及时收下</translation>
    </message>
    <message>
        <source>The connection broke off in the middle</source>
        <translation>打到一半连接断了</translation>
    </message>
    <message>
        <source>The printer took it and then did not answer any more</source>
        <translation>打印机收下后不再应答</translation>
    </message>
    <message>
        <source>What is to be printed cannot be read</source>
        <translation>要打印的内容读不出来</translation>
    </message>
    <message>
        <source>A fault of the program; the log tells more</source>
        <translation>程序出了问题，详见日志</translation>
    </message>
    <message>
        <source>Too late: the drawer stayed shut</source>
        <translation>过了时间，钱箱没有打开</translation>
    </message>
    <message>
        <source>Training: the drawer stayed shut</source>
        <translation>练习中，钱箱没有打开</translation>
    </message>
    <message>
        <source>The drawer does not hang on the printer</source>
        <translation>钱箱没有接在打印机上</translation>
    </message>
    <message>
        <source>No printer was set up, nothing was printed</source>
        <translation>没有设打印机，没有打印</translation>
    </message>
    <message>
        <source>The printer cannot be reached</source>
        <extracomment>The same words as on the chip, for what a printer says of itself.</extracomment>
        <translation>连不上打印机</translation>
    </message>
    <message>
        <source>The printer has no paper</source>
        <translation>打印机缺纸</translation>
    </message>
    <message>
        <source>The printer is open</source>
        <translation>打印机盖子开着</translation>
    </message>
    <message>
        <source>The printer is switched offline</source>
        <translation>打印机脱机</translation>
    </message>
    <message>
        <source>This computer has stopped the printer</source>
        <translation>电脑停用了打印机</translation>
    </message>
    <message>
        <source>The printer reports a fault</source>
        <translation>打印机有故障</translation>
    </message>
    <message>
        <source>The printer has no paper or is open</source>
        <translation>打印机缺纸或盖子开着</translation>
    </message>
    <message>
        <source>This printer does not say whether it came out</source>
        <translation>这台打印机不回报是否打出</translation>
    </message>
    <message>
        <source>Printing a paper again</source>
        <translation>重印单据</translation>
    </message>
</context>
<context>
    <name>Printer</name>
    <message>
        <source>As a picture</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Printer: tcp:HOST:PORT, usb:VID:PID, absent …</source>
        <translation>打印机：tcp:地址:端口、usb:VID:PID、absent 等</translation>
    </message>
    <message>
        <source>Printers found here</source>
        <translation>找到的打印机</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>打印机</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>纸宽</translation>
    </message>
    <message>
        <source>Columns; empty is by the paper</source>
        <translation>列数，空着就按纸宽</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>汉字</translation>
    </message>
    <message>
        <source>By the printer</source>
        <translation>打印机自己画</translation>
    </message>
    <message>
        <source>QR code</source>
        <translation>二维码</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>切纸</translation>
    </message>
    <message>
        <source>Torn off</source>
        <translation>手撕</translation>
    </message>
    <message>
        <source>Paper&apos;s end</source>
        <translation>纸尾</translation>
    </message>
    <message>
        <source>Drawer on pin</source>
        <translation>钱箱针脚</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新找</translation>
    </message>
    <message>
        <source>Print the test page</source>
        <translation>打测试页</translation>
    </message>
    <message>
        <source>Take over the answers</source>
        <translation>采用答案</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列数</translation>
    </message>
    <message>
        <source>This computer knows no printer; type where it is.</source>
        <translation>这台电脑没有找到打印机，请直接填地址。</translation>
    </message>
    <message>
        <source>Looking for printers …</source>
        <translation>正在找打印机……</translation>
    </message>
    <message>
        <source>Found here; Enter takes the marked one</source>
        <translation>找到这些；回车选中标出的一台</translation>
    </message>
    <message>
        <source>on its way</source>
        <translation>正在发送</translation>
    </message>
    <message>
        <source>The drawer is to be tried on pin {pin}</source>
        <translation>钱箱改用针脚 {pin} 再试</translation>
    </message>
    <message>
        <source>F8 prints once more; Ctrl S keeps it as it stands</source>
        <translation>F8 再打一次；Ctrl S 就这样保存</translation>
    </message>
    <message>
        <source>The answers change nothing: it stands so already</source>
        <translation>左边本来就是这样，不用改</translation>
    </message>
    <message>
        <source>The answers stand at the left</source>
        <translation>答案已填到左边</translation>
    </message>
    <message>
        <source>Ctrl S keeps them</source>
        <translation>Ctrl S 保存</translation>
    </message>
    <message>
        <source>Kept. The next paper is printed like this, and so is what waits.</source>
        <translation>已保存，下一张和排着队的都按这样打。</translation>
    </message>
</context>
<context>
    <name>PrinterChoice</name>
    <message>
        <source>It broke off in the middle: look at the paper, then try once more.</source>
        <translation>打到一半断了：看看纸上打了什么，再试一次。</translation>
    </message>
    <message>
        <source>No printer is set up: nothing was printed.</source>
        <translation>没有设打印机，没有打印。</translation>
    </message>
    <message>
        <source>Sent, and the printer says it is well. Look at the paper.</source>
        <translation>已送出，打印机回报正常。请看打出来的纸。</translation>
    </message>
    <message>
        <source>Sent. This printer does not answer: look at the paper.</source>
        <translation>已送出。这台打印机不回报状态，请看打出来的纸。</translation>
    </message>
</context>
<context>
    <name>PrinterTest</name>
    <message>
        <source>Printer test</source>
        <extracomment>Without a cutter: so many lines bring the last printed one past the edge that the paper is torn at.</extracomment>
        <translation>打印测试</translation>
    </message>
    <message>
        <source>{columns} columns</source>
        <translation>{columns} 列</translation>
    </message>
    <message>
        <source>Both edges must be straight and no line broken.</source>
        <translation>两边要齐，一行也不能断。</translation>
    </message>
    <message>
        <source>Bold</source>
        <translation>加粗</translation>
    </message>
    <message>
        <source>Tall</source>
        <translation>加高</translation>
    </message>
    <message>
        <source>Large</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Then the paper is cut and the drawer opens.</source>
        <translation>接着切纸，开钱箱。</translation>
    </message>
</context>
<context>
    <name>Problem</name>
    <message>
        <source>till.toml cannot be used: {why}.</source>
        <translation>till.toml 用不了：{why}。</translation>
    </message>
    <message>
        <source>Correct that entry, or put back the copy you made.</source>
        <translation>改正这一项，或换回留底的那一份。</translation>
    </message>
    <message>
        <source>{place} cannot be used: {why}.</source>
        <translation>{place} 用不了：{why}。</translation>
    </message>
    <message>
        <source>Check the name, the permissions and the free space, then do it again.</source>
        <translation>请核对名字、权限和剩余空间，再做一次。</translation>
    </message>
    <message>
        <source>pos {command} comes with a later release; nothing was done.</source>
        <translation>pos {command} 要到以后的版本才有；什么也没有做。</translation>
    </message>
    <message>
        <source>{text} is no day; nothing was done.</source>
        <translation>{text} 不是一个日期；什么也没有做。</translation>
    </message>
    <message>
        <source>Write it like 2021-09-08 (a month like 2021-09).</source>
        <translation>请写成 2021-09-08（月份写成 2021-09）。</translation>
    </message>
    <message>
        <source>Without the till&apos;s public key a signature cannot be checked.</source>
        <translation>没有这台机的公钥，签名没法核对。</translation>
    </message>
    <message>
        <source>Name its card with --key, or its folder with --data.</source>
        <translation>用 --key 给出公钥卡，或用 --data 给出门店文件夹。</translation>
    </message>
    <message>
        <source>{file} belongs to the till itself; nothing was written over it.</source>
        <translation>{file} 是收银机自己的文件，没有覆盖。</translation>
    </message>
    <message>
        <source>Choose another name, best in another folder.</source>
        <translation>请换一个文件名，最好换一个文件夹。</translation>
    </message>
    <message>
        <source>No printer is set up, nothing was printed.</source>
        <translation>还没有设置打印机，没有打印。</translation>
    </message>
    <message>
        <source>In till.toml write for instance printer = &quot;tcp:192.168.1.50:9100&quot;.</source>
        <translation>请在 till.toml 里写明，例如 printer = &quot;tcp:192.168.1.50:9100&quot;。</translation>
    </message>
    <message>
        <source>The printer {printer} broke off; some of it may be on the paper.</source>
        <translation>打印机 {printer} 中途断了，纸上可能只打出一部分。</translation>
    </message>
    <message>
        <source>Look at the paper and the printer, then do it again.</source>
        <translation>请看看纸和打印机，再做一次。</translation>
    </message>
    <message>
        <source>{file} cannot be read: {why}.</source>
        <translation>{file} 读不了：{why}。</translation>
    </message>
    <message>
        <source>Check the name, and that you may read it.</source>
        <translation>请核对文件名，以及有没有读取权限。</translation>
    </message>
    <message>
        <source>The printer has not taken everything: {waiting} papers wait.</source>
        <translation>打印机没有收完：还有 {waiting} 张在等。</translation>
    </message>
    <message>
        <source>Nothing is lost; they come out when the printer answers again.</source>
        <translation>一张也不会丢；打印机一通就接着打。</translation>
    </message>
    <message>
        <source>A quantity of {quantity} is nothing to sell; nothing was changed.</source>
        <extracomment>Nothing is known of the day: no price of a time applies.</extracomment>
        <translation>数量 {quantity} 没法卖，没有改动。</translation>
    </message>
    <message>
        <source>Type a quantity above zero, with at most three decimals.</source>
        <translation>请输入大于零的数量，最多三位小数。</translation>
    </message>
    <message>
        <source>{quantity} of {product} is more than one ticket holds; nothing was changed.</source>
        <translation>{product} 数量 {quantity} 太大，一单装不下，没有改动。</translation>
    </message>
    <message>
        <source>Look at the quantity once more, or make several tickets.</source>
        <translation>请再看一眼数量，或分成几单。</translation>
    </message>
    <message>
        <source>There is no line {n}; nothing was changed.</source>
        <translation>没有第 {n} 行，没有改动。</translation>
    </message>
    <message>
        <source>Choose a line with the arrow keys.</source>
        <translation>请用上下键选一行。</translation>
    </message>
    <message>
        <source>{product} comes back from the customer; that line was not changed.</source>
        <translation>{product} 是顾客退回的，这一行没有改。</translation>
    </message>
    <message>
        <source>Del takes it off this ticket; the refund page (F8) says how much comes back.</source>
        <translation>Del 把它从这一单拿掉；退多少在退货页（F8）改。</translation>
    </message>
    <message>
        <source>Goods of receipt {receipt} come back on this ticket already; no others were put on it.</source>
        <translation>这一单已经在换 {receipt} 的商品，没有再加别的小票。</translation>
    </message>
    <message>
        <source>Finish this exchange first, or take those lines off with Del.</source>
        <translation>先把这次换货收完，或用 Del 拿掉那几行。</translation>
    </message>
    <message>
        <source>{product} was weighed on the scale; the label says how much. Nothing was changed.</source>
        <translation>{product} 是秤上贴的标签，多少以标签为准，没有改动。</translation>
    </message>
    <message>
        <source>Remove the line and scan a new label.</source>
        <translation>删掉这一行，重新称重贴标再扫。</translation>
    </message>
    <message>
        <source>{product} is sold by the piece, but the label says a weight; nothing was added.</source>
        <extracomment>How far a label&apos;s amount may be from its weight at the shelf price (DOMAIN.md 5.3).</extracomment>
        <translation>{product} 是按件卖的，标签上却是重量，没有加进这一单。</translation>
    </message>
    <message>
        <source>Scan its barcode, and have the scale&apos;s number for it corrected.</source>
        <translation>请扫它的条码，并请店长改正秤上的编号。</translation>
    </message>
    <message>
        <source>{product}: the label says {amount}, its weight at the shelf price is {wanted}; nothing was added.</source>
        <translation>{product}：秤签上是 {amount}，按重量和货架价应是 {wanted}，没有加进这一单。</translation>
    </message>
    <message>
        <source>Weigh it again and print a new label, or the manager gives leave.</source>
        <translation>重新过秤打签，或请店长放行。</translation>
    </message>
    <message>
        <source>{discount} off is more than the line&apos;s {gross}; nothing was changed.</source>
        <translation>优惠 {discount} 超过了这一行的 {gross}，没有改动。</translation>
    </message>
    <message>
        <source>Type a discount up to {gross}.</source>
        <translation>优惠最多 {gross}。</translation>
    </message>
    <message>
        <source>{discount} off is more than the ticket&apos;s {gross}; nothing was changed.</source>
        <translation>优惠 {discount} 元超过了整单的 {gross} 元，没有改。</translation>
    </message>
    <message>
        <source>{product} has no fixed price; nothing was added.</source>
        <translation>{product} 没有固定价格，没有加进这一单。</translation>
    </message>
    <message>
        <source>Type today&apos;s price first.</source>
        <translation>请先输入今天的价格。</translation>
    </message>
    <message>
        <source>Payment of this ticket has begun; the goods stay as they are.</source>
        <translation>这一单已经开始收款，商品没有改动。</translation>
    </message>
    <message>
        <source>Finish paying, or take the payment back first.</source>
        <translation>先收完，或先把已收的退回。</translation>
    </message>
    <message>
        <source>It is not known yet whether the customer has paid; this ticket stays as it is until then.</source>
        <translation>还不知道顾客付成没有，这一单先不动。</translation>
    </message>
    <message>
        <source>F5 asks again; do not let the customer pay twice, and take no cash for it.</source>
        <translation>F5 马上再查；先别让顾客再付一次，也别收现金。</translation>
    </message>
    <message>
        <source>There is nothing on this ticket yet.</source>
        <translation>这一单还没有商品。</translation>
    </message>
    <message>
        <source>Scan the first article.</source>
        <translation>请扫第一件商品。</translation>
    </message>
    <message>
        <source>{code} was misread: its check digit is wrong; nothing was added.</source>
        <extracomment>Tenths of a gram: a scale shows a kilogram with one to four decimals. Before an amount some scales put a digit that checks it alone. Flags that no maker of goods has: a profile on 69 would swallow every barcode of the shop. 18 digits also take 13. Our own tag: product code;batch;last day. The last day may be missing. Our own receipts: number, and behind it in the QR code whatever proves it.</extracomment>
        <translation>{code} 没扫准，校验位不对，没有加进这一单。</translation>
    </message>
    <message>
        <source>Scan it once more, or F2 finds it by name.</source>
        <translation>再扫一次，或按 F2 按名称找。</translation>
    </message>
    <message>
        <source>That is no whole scale label; nothing was added.</source>
        <translation>这不是一张完整的秤签，没有加进这一单。</translation>
    </message>
    <message>
        <source>A label: scan it once more. A payment code: Enter goes to payment first.</source>
        <translation>是秤签就再扫一次；是付款码，先按 Enter 去收款再扫。</translation>
    </message>
    <message>
        <source>The label says zero; nothing was added.</source>
        <translation>标签上是零，没有加进这一单。</translation>
    </message>
    <message>
        <source>Weigh it again and print a new label.</source>
        <translation>重新称重，换一张标签。</translation>
    </message>
    <message>
        <source>That is a payment code, not goods; nothing was added or paid.</source>
        <translation>这是付款码，不是商品；没有加进这一单，也没有收款。</translation>
    </message>
    <message>
        <source>Enter goes to payment; scan it there.</source>
        <translation>按 Enter 进收款页，在那里扫。</translation>
    </message>
    <message>
        <source>That is receipt {receipt}, not goods; nothing was added.</source>
        <translation>这是小票 {receipt}，不是商品，没有加进这一单。</translation>
    </message>
    <message>
        <source>F8 takes its goods back.</source>
        <translation>要退货按 F8。</translation>
    </message>
    <message>
        <source>The catalogue has no {code}; nothing was added.</source>
        <translation>目录里没有 {code}，没有加进这一单。</translation>
    </message>
    <message>
        <source>F2 finds it by name; else put it aside and scan the next one.</source>
        <translation>F2 按名称找；真没有就先放一边，接着扫下一件。</translation>
    </message>
    <message>
        <source>There is no sale {receipt} on this till; nothing was done.</source>
        <translation>本机没有 {receipt} 这张销售小票，什么也没有做。</translation>
    </message>
    <message>
        <source>Scan the code on the receipt, or type its number once more.</source>
        <translation>扫小票上的码，或再输一次小票号。</translation>
    </message>
    <message>
        <source>Of {product} only {left} can still be taken back; nothing was paid back.</source>
        <translation>{product} 最多还能退 {left}，没有退款。</translation>
    </message>
    <message>
        <source>Take back {left} or less.</source>
        <translation>请改成 {left} 或更少。</translation>
    </message>
    <message>
        <source>No shift is open; nothing was done.</source>
        <translation>还没有开班，什么也没有做。</translation>
    </message>
    <message>
        <source>Open one with the float that lies in the drawer.</source>
        <translation>点好钱箱里的备用金，先开班。</translation>
    </message>
    <message>
        <source>A shift has been open since {since}; no second one was opened.</source>
        <translation>{since} 开的班还没交，没有再开一个。</translation>
    </message>
    <message>
        <source>Go on selling, or close it first (F11).</source>
        <translation>接着卖，或按 F11 先交班。</translation>
    </message>
    <message>
        <source>The shop is open from {opened_on}; no shift was opened for {day}.</source>
        <translation>门店 {opened_on} 开业，{day} 没有开班。</translation>
    </message>
    <message>
        <source>Check this computer&apos;s date, and the opening day in till.toml.</source>
        <translation>请核对电脑日期，以及 till.toml 里的开业日期。</translation>
    </message>
    <message>
        <source>The shop closed for good on {closed_on}; no shift was opened for {day}.</source>
        <translation>门店已于 {closed_on} 停业，{day} 没有开班。</translation>
    </message>
    <message>
        <source>Check this computer&apos;s date, and the closing day in till.toml.</source>
        <translation>请核对电脑日期，以及 till.toml 里的停业日期。</translation>
    </message>
    <message>
        <source>The drawer holds less than {amount}; nothing was taken out.</source>
        <translation>钱箱里不足 {amount}，没有取出。</translation>
    </message>
    <message>
        <source>Take less, or put change in first.</source>
        <translation>少取一些，或先存入零钱。</translation>
    </message>
    <message>
        <source>There are still {count} unfinished tickets ({names}); the shift was not closed.</source>
        <translation>还有 {count} 张单子没办完（{names}），没有交班。</translation>
    </message>
    <message>
        <source>Finish or cancel them on the selling page; F5 there brings held ones back.</source>
        <translation>按 F7 到收银页办完或清空；挂单在那里按 F5 取回。</translation>
    </message>
    <message>
        <source>Nobody is signed in; nothing was done.</source>
        <translation>还没有人登录，什么也没有做。</translation>
    </message>
    <message>
        <source>Enter your PIN first.</source>
        <translation>请先输入 PIN。</translation>
    </message>
    <message>
        <source>No one here has this PIN; nobody was signed in.</source>
        <translation>没有人用这个 PIN，没有登录。</translation>
    </message>
    <message>
        <source>Try once more, or ask the manager to set a new one.</source>
        <translation>再试一次，或请店长重设。</translation>
    </message>
    <message>
        <source>Too many wrong PINs; no PIN is taken for {seconds} seconds.</source>
        <translation>PIN 错得太多，{seconds} 秒内不再受理。</translation>
    </message>
    <message>
        <source>Wait a moment, then enter your PIN calmly.</source>
        <translation>稍等一下，再慢慢输入。</translation>
    </message>
    <message>
        <source>{what} needs the manager&apos;s leave; nothing was changed.</source>
        <translation>{what}要店长批准，没有改动。</translation>
    </message>
    <message>
        <source>Ask the manager to enter a PIN and a reason, then do it again.</source>
        <translation>请店长输入 PIN 和原因，再做一次。</translation>
    </message>
    <message>
        <source>A PIN is 4 to 8 digits; this one was not taken.</source>
        <translation>PIN 是 4 到 8 位数字，这个没有收下。</translation>
    </message>
    <message>
        <source>Choose 6 digits that are no birthday and no row.</source>
        <translation>建议 6 位，别用生日和连号。</translation>
    </message>
    <message>
        <source>Somebody has this PIN already; it was not taken.</source>
        <translation>这个 PIN 已经有人用了，没有收下。</translation>
    </message>
    <message>
        <source>Choose another one: the PIN alone says who it is.</source>
        <translation>请换一个：本机只凭 PIN 认人。</translation>
    </message>
    <message>
        <source>Number {no} is taken already; nobody was added.</source>
        <translation>{no} 号已经有人了，没有添加。</translation>
    </message>
    <message>
        <source>Choose another number, or look with: pos staff list.</source>
        <translation>请换一个号，或用 pos staff list 查看。</translation>
    </message>
    <message>
        <source>Nobody here has the number {no}; nothing was changed.</source>
        <translation>没有工号 {no}，没有改动。</translation>
    </message>
    <message>
        <source>Look with: pos staff list.</source>
        <translation>请用 pos staff list 查看。</translation>
    </message>
    <message>
        <source>{role} is no role of this shop; nothing was changed.</source>
        <translation>本店没有“{role}”这个角色，什么也没改。</translation>
    </message>
    <message>
        <source>There are: {roles}.</source>
        <translation>现有角色：{roles}。</translation>
    </message>
    <message>
        <source>Number {no} is the only manager here; nothing was changed.</source>
        <translation>{no} 号是店里唯一的店长，什么也没改。</translation>
    </message>
    <message>
        <source>Make somebody else a manager first.</source>
        <translation>先让另一位当店长。</translation>
    </message>
    <message>
        <source>A staff number is 1 to 8 letters or digits; {no} was not taken.</source>
        <translation>工号是 1 到 8 位字母或数字，{no} 没有收下。</translation>
    </message>
    <message>
        <source>Choose a number such as 03.</source>
        <translation>例如 03。</translation>
    </message>
    <message>
        <source>{means} is no means of payment here; nothing was taken.</source>
        <extracomment>A code that hangs in the shop: nobody but the clerk, who looks at the customer&apos;s telephone, says that it was paid. How the reference of a tender begins that moved no money: goods that came back were set off against new ones. The largest note there is. Shapes of payment codes (DOMAIN.md 5.5). The page of a &quot;fusion wallet&quot; adds these to WeChat&apos;s own, where a shop asks for them. Whoever pays for a voucher, at most so many characters: it stands on a receipt.</extracomment>
        <translation>这里没有 {means} 这种付款方式，没有收款。</translation>
    </message>
    <message>
        <source>Choose one of the means on the screen.</source>
        <translation>请选屏幕上的付款方式。</translation>
    </message>
    <message>
        <source>That code does not belong to this means of payment; nothing was taken.</source>
        <translation>这个码不是这种付款方式的，没有收款。</translation>
    </message>
    <message>
        <source>Ask the customer to open the payment code again, then scan it.</source>
        <translation>请顾客重新打开付款码再扫。</translation>
    </message>
    <message>
        <source>Only {left} is left to pay; {amount} was not taken.</source>
        <translation>只差 {left}，{amount} 没有收。</translation>
    </message>
    <message>
        <source>Take {left}: only cash gives change.</source>
        <translation>请收 {left}：只有现金可以找零。</translation>
    </message>
    <message>
        <source>On account needs a buyer; nothing was taken.</source>
        <translation>单位记账要先选单位，没有记账。</translation>
    </message>
    <message>
        <source>F7 chooses the buyer, or take another means.</source>
        <translation>按 F7 选单位，或换一种付款方式。</translation>
    </message>
    <message>
        <source>{buyer} may still take {left} on account; {amount} was not booked.</source>
        <translation>{buyer} 还能记账 {left}，{amount} 没有记。</translation>
    </message>
    <message>
        <source>Take the rest by another means.</source>
        <translation>其余请用别的方式收。</translation>
    </message>
    <message>
        <source>“{funder}” pays for no vouchers here; nothing was taken.</source>
        <translation>本店没有由“{funder}”出资的代金券，没有收款。</translation>
    </message>
    <message>
        <source>Choose who pays for the voucher: {funders}.</source>
        <translation>请选择代金券的出资方：{funders}。</translation>
    </message>
    <message>
        <source>“{funder}” is too long for a receipt; nothing was taken.</source>
        <translation>“{funder}”太长，小票上印不下，没有收款。</translation>
    </message>
    <message>
        <source>Write who pays for the voucher in at most {most} characters.</source>
        <translation>出资方最多写 {most} 个字。</translation>
    </message>
    <message>
        <source>Only a voucher has somebody who pays for it; nothing was taken.</source>
        <translation>只有代金券才有出资方，没有收款。</translation>
    </message>
    <message>
        <source>Choose the means voucher, or leave out who pays for it.</source>
        <translation>请改选代金券，或不填出资方。</translation>
    </message>
    <message>
        <source>{text} is no amount of money above zero; nothing was done.</source>
        <translation>{text} 不是大于零的金额，什么也没有做。</translation>
    </message>
    <message>
        <source>Type yuan with at most two decimals, such as 12.50.</source>
        <translation>请按元输入，最多两位小数，例如 12.50。</translation>
    </message>
    <message>
        <source>{left} is still missing; the sale is not complete.</source>
        <translation>还差 {left}，还没收完。</translation>
    </message>
    <message>
        <source>Take {left} more, or another means.</source>
        <translation>再收 {left}，或换一种方式。</translation>
    </message>
    <message>
        <source>A ticket is held as {name} already; this one was not held.</source>
        <translation>已经有一张挂单叫 {name}，这一单没有挂。</translation>
    </message>
    <message>
        <source>Give it another name.</source>
        <translation>请换个名字。</translation>
    </message>
    <message>
        <source>No ticket is held as {name}; nothing was brought back.</source>
        <translation>没有叫 {name} 的挂单，没有取回。</translation>
    </message>
    <message>
        <source>Look at the held tickets on the right.</source>
        <translation>请看右边的挂单。</translation>
    </message>
    <message>
        <source>There are goods on the counter; {name} was not brought back.</source>
        <translation>台面上还有商品，{name} 没有取回。</translation>
    </message>
    <message>
        <source>Finish this ticket or hold it (F6) first.</source>
        <translation>先收完这一单，或按 F6 挂起。</translation>
    </message>
    <message>
        <source>“{text}” holds a character that cannot be written; nothing was done.</source>
        <translation>“{text}”里有不能写的字符，什么也没有做。</translation>
    </message>
    <message>
        <source>Type it once more, without line breaks and special keys.</source>
        <translation>请再输一次，不要换行和特殊键。</translation>
    </message>
    <message>
        <source>“{text}” is longer than {most} characters; nothing was done.</source>
        <translation>“{text}”超过 {most} 个字，什么也没有做。</translation>
    </message>
    <message>
        <source>Say it in fewer words.</source>
        <translation>请写短一些。</translation>
    </message>
    <message>
        <source>No copy of the books was made: {why}. The books themselves are untouched.</source>
        <extracomment>SQLite keeps these beside a file whose last sales are not in it yet. What SQLite says of a file that is none of its own, or no longer. What it says where it may not read, or not keep its companions beside the file.</extracomment>
        <translation>账本备份没有做成：{why}。账本本身没有变动。</translation>
    </message>
    <message>
        <source>Check the folder {folder} or choose another one, then do it again.</source>
        <translation>请检查文件夹 {folder}，或换一个位置，然后重做一次。</translation>
    </message>
    <message>
        <source>There is no room for a copy of the books; none was made.</source>
        <translation>空间不足，账本备份没有做成。</translation>
    </message>
    <message>
        <source>Make room in {folder} or choose another place, then do it again.</source>
        <translation>请在 {folder} 腾出空间或换一个位置，然后重做一次。</translation>
    </message>
    <message>
        <source>The copy was not put in the place of the books: {why}.</source>
        <translation>备份没有放回：{why}。</translation>
    </message>
    <message>
        <source>Close what else works on {folder}, look at its free space, then do it again.</source>
        <translation>请关掉正在使用 {folder} 的其他程序，看看剩余空间，然后重做一次。</translation>
    </message>
    <message>
        <source>{name} holds no books of a till: {why}.</source>
        <translation>{name} 不是收银机的账本：{why}。</translation>
    </message>
    <message>
        <source>Choose another copy.</source>
        <translation>请换一份备份。</translation>
    </message>
    <message>
        <source>The books {name} cannot be read: {why}. They need not be damaged.</source>
        <translation>账本 {name} 读不了：{why}。不一定是坏了。</translation>
    </message>
    <message>
        <source>Check that you may read and write the folder they lie in.</source>
        <translation>请核对所在文件夹有没有读写权限。</translation>
    </message>
    <message>
        <source>A till is already open on {folder}; nothing was done.</source>
        <translation>{folder} 上已有一台收银机在运行，本次没有打开。</translation>
    </message>
    <message>
        <source>Go on in its window, or close it first.</source>
        <translation>请在已打开的窗口里继续，或先把它关掉。</translation>
    </message>
    <message>
        <source>Nothing can be written to the shop&apos;s folder {folder}: {why}.</source>
        <translation>门店文件夹 {folder} 无法写入：{why}。</translation>
    </message>
    <message>
        <source>Check that the folder is there and that you may write to it.</source>
        <translation>请确认文件夹存在，并且允许写入。</translation>
    </message>
    <message>
        <source>These books were written by a newer till ({revision}); they were not opened.</source>
        <extracomment>The newest revision; a test holds it against the migrations folder.</extracomment>
        <translation>这本账是更新版本的收银机写的（{revision}），没有打开。</translation>
    </message>
    <message>
        <source>Install the newer version on this computer too.</source>
        <translation>请在这台电脑上也装上新版本。</translation>
    </message>
    <message>
        <source>The books could not be brought up to date; they are as they were.</source>
        <translation>账本没能升级，仍是原来的样子。</translation>
    </message>
    <message>
        <source>Keep the copy {copy} and show this to the people who look after the till: {why}</source>
        <translation>留好副本 {copy}，并把这句话给维护的人看：{why}</translation>
    </message>
    <message>
        <source>SQLite {version} can damage the books; the till was not opened.</source>
        <extracomment>Versions that carry the WAL-reset fix: 3.51.3 and later, and two maintained branches. So long a writer waits for another program in all, and in the window&apos;s own thread, where nothing moves meanwhile. One try of a writer. Between two of them it lets the other threads of this program have their turn.</extracomment>
        <translation>SQLite {version} 有可能损坏账本，收银机没有打开。</translation>
    </message>
    <message>
        <source>Run the set-up again: it brings a newer one.</source>
        <translation>再运行一次安装，会带上新的版本。</translation>
    </message>
    <message>
        <source>The disk is full; nothing was written.</source>
        <translation>磁盘满了，没有写进去。</translation>
    </message>
    <message>
        <source>Free some space; selling goes on at once, without a restart.</source>
        <translation>腾出一点空间，马上就能接着卖，不用重开。</translation>
    </message>
    <message>
        <source>Another program is writing to the books; nothing was booked.</source>
        <translation>另一个程序正在写账本，这次没有记账。</translation>
    </message>
    <message>
        <source>Wait a moment and do it again; if it stays so, close what else works there.</source>
        <translation>稍等一下再做一次；一直这样，请关闭正在使用这个文件夹的其他程序。</translation>
    </message>
    <message>
        <source>The books cannot be read: {why}. Nothing was written.</source>
        <translation>账本读不了：{why}。没有写进去。</translation>
    </message>
    <message>
        <source>Keep the folder as it is, and restore the last backup: pos backup restore.</source>
        <translation>文件夹先别动，用最近的备份恢复：pos backup restore。</translation>
    </message>
    <message>
        <source>The disk does not answer properly: {why}. Nothing was confirmed.</source>
        <translation>磁盘没有正常回应：{why}。这一笔还没有确认。</translation>
    </message>
    <message>
        <source>Do not hand over goods yet; check the disk, then do it again.</source>
        <translation>先别交货；检查磁盘后再来一次。</translation>
    </message>
    <message>
        <source>The shop&apos;s database cannot be opened: {why}.</source>
        <translation>门店的数据库打不开：{why}。</translation>
    </message>
    <message>
        <source>Check the folder, its permissions, and the entry database in till.toml.</source>
        <translation>请核对文件夹、权限，以及 till.toml 里的 database。</translation>
    </message>
    <message>
        <source>{folder} is not empty; no demonstration was written there.</source>
        <translation>{folder} 不是空文件夹，没有把演示写进去。</translation>
    </message>
    <message>
        <source>Name another folder with --out.</source>
        <translation>请用 --out 换一个文件夹。</translation>
    </message>
    <message>
        <source>A demonstration has 1 to {most} days, not {days}.</source>
        <translation>演示可以是 1 到 {most} 天，{days} 天不行。</translation>
    </message>
    <message>
        <source>The printer {printer} cannot be reached, nothing was printed.</source>
        <translation>打印机 {printer} 连不上，没有打印。</translation>
    </message>
    <message>
        <source>Look whether it is on and connected; what waits is printed by itself then.</source>
        <translation>看看电源和连线；接好以后，排队的会自己打印。</translation>
    </message>
    <message>
        <source>The printer {printer} has no paper or is open, nothing was printed.</source>
        <translation>打印机 {printer} 没纸或盖子开着，没有打印。</translation>
    </message>
    <message>
        <source>Put in paper and close it; what waits is printed by itself then.</source>
        <translation>装好纸，合上盖；排队的会自己打印。</translation>
    </message>
    <message>
        <source>The printer {printer} has no paper, nothing was printed.</source>
        <translation>打印机 {printer} 没纸了，没有打印。</translation>
    </message>
    <message>
        <source>Put in a roll and close it; what waits is printed by itself then.</source>
        <translation>装上纸卷、合上盖子，等着的会自动打印。</translation>
    </message>
    <message>
        <source>The printer {printer} is open, nothing was printed.</source>
        <translation>打印机 {printer} 的盖子开着，没有打印。</translation>
    </message>
    <message>
        <source>Close its cover; what waits is printed by itself then.</source>
        <translation>合上盖子，等着的会自动打印。</translation>
    </message>
    <message>
        <source>The printer {printer} reports a fault, nothing was printed.</source>
        <translation>打印机 {printer} 报告有故障，没有打印。</translation>
    </message>
    <message>
        <source>Switch it off, look for jammed paper, switch it on; what waits is printed by itself then.</source>
        <translation>关掉打印机，看看有没有卡纸，再打开；等着的会自动打印。</translation>
    </message>
    <message>
        <source>The printer {printer} is switched offline, nothing was printed.</source>
        <translation>打印机 {printer} 处于脱机状态，没有打印。</translation>
    </message>
    <message>
        <source>Press the button on it; what waits is printed by itself then.</source>
        <translation>按一下打印机上的联机键，等着的会自动打印。</translation>
    </message>
    <message>
        <source>This computer has stopped the printer {printer}, nothing was printed.</source>
        <translation>这台电脑停用了打印机 {printer}，没有打印。</translation>
    </message>
    <message>
        <source>Let it go on in the system&apos;s printer settings; what waits is printed by itself then.</source>
        <translation>在系统的打印机设置里恢复它；排着的会自己打出来。</translation>
    </message>
    <message>
        <source>“{printer}” is not the name of a printer.</source>
        <translation>“{printer}”不是打印机的写法，没有打印。</translation>
    </message>
    <message>
        <source>In till.toml write printer = absent, tcp:HOST:PORT, usb:VID:PID, serial:PORT, file:PATH or cups:NAME.</source>
        <translation>在 till.toml 里写 printer = absent、tcp:主机:端口、usb:VID:PID、serial:端口、file:路径、cups:名字 或 win:名字。</translation>
    </message>
    <message>
        <source>{name} was not put in place: {why} The books are as they were.</source>
        <translation>{name} 没有放回：{why}账本保持原样。</translation>
    </message>
    <message>
        <source>Choose another copy from the folder backups.</source>
        <translation>请从 backups 文件夹里另选一份备份。</translation>
    </message>
    <message>
        <source>There is no copy {name}; nothing was done.</source>
        <translation>没有找到备份 {name}，什么也没有做。</translation>
    </message>
    <message>
        <source>Check the name, or plug the stick in again.</source>
        <translation>请核对文件名，或重新插好U盘。</translation>
    </message>
    <message>
        <source>This till keeps its books on a database server; no file was copied.</source>
        <translation>本机的账本在数据库服务器上，没有复制文件。</translation>
    </message>
    <message>
        <source>Back it up with the server&apos;s own tools.</source>
        <translation>请用服务器自带的工具备份。</translation>
    </message>
    <message>
        <source>{name} is there already and is no backup; it was left as it is.</source>
        <translation>{name} 已经在那里，而且不是备份；没有覆盖。</translation>
    </message>
    <message>
        <source>Choose another name for the copy.</source>
        <translation>请给备份换一个文件名。</translation>
    </message>
    <message>
        <source>{name} was not written: {why}.</source>
        <translation>没有写出 {name}：{why}。</translation>
    </message>
    <message>
        <source>Check the stick or the folder, then do it again; nothing is lost or doubled.</source>
        <translation>看一下 U 盘或文件夹，再做一次；不会少一天也不会多一天。</translation>
    </message>
    <message>
        <source>There is no room left, {name} was not written.</source>
        <translation>没有空间了，没有写出 {name}。</translation>
    </message>
    <message>
        <source>Take another stick or make room, then do it again; nothing is lost or doubled.</source>
        <translation>换一个 U 盘或腾出空间，再做一次；不会少一天也不会多一天。</translation>
    </message>
    <message>
        <source>The till&apos;s key {name} cannot be read, nothing was signed.</source>
        <translation>读不到本机密钥 {name}，没有签名。</translation>
    </message>
    <message>
        <source>Put the folder keys back from where you kept a copy of it, or pair the till with a new key.</source>
        <translation>把留底的 keys 文件夹放回来，或用新密钥和区里重新配对。</translation>
    </message>
    <message>
        <source>{name} is not a key card.</source>
        <translation>{name} 不是密钥卡。</translation>
    </message>
    <message>
        <source>Give the card that `pos sync key` printed, or its 44 characters after “public”.</source>
        <translation>请给 `pos sync key` 打出的卡，或者卡上“public”后面的 44 个字符。</translation>
    </message>
    <message>
        <source>Another export is at work on {folder}; nothing was written.</source>
        <extracomment>A place that was full, missing or closed to us from the start has taken nothing. One file stays well below what any reader takes at once; what is left goes into the next.</extracomment>
        <translation>{folder} 正在进行另一次导出，本次没有写出文件。</translation>
    </message>
    <message>
        <source>Wait until it is done, then do it again if it is still needed.</source>
        <translation>请等它结束；若仍有需要，再导出一次。</translation>
    </message>
    <message>
        <source>The journal does not fit, nothing was handed in: {why}</source>
        <translation>流水对不上，没有导出文件：{why}</translation>
    </message>
    <message>
        <source>Keep the newest backup apart and call whoever looks after this till.</source>
        <translation>请把最新的备份另外保存好，并联系本机的维护人员。</translation>
    </message>
    <message>
        <source>{name} is there already with other content; it was left as it is.</source>
        <translation>已有同名文件 {name}，内容不同，已原样保留。</translation>
    </message>
    <message>
        <source>If an old backup was put back, tell the district; else move that file away and do it again.</source>
        <translation>如果恢复过旧备份，请告知区中心；否则请移走那份文件后重做一次。</translation>
    </message>
    <message>
        <source>The program stumbled</source>
        <translation>程序出了岔子</translation>
    </message>
    <message>
        <source>Report for the makers</source>
        <translation>给开发者的报告</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Every finished sale is stored, and so is the ticket on the counter. Go on selling; if it happens again, restart the till and hand in this report.</source>
        <translation>收完的单都已存好，柜台上的这一单也在。请继续收银；再出现，就重启收银台，并把这份报告交给维护人员。</translation>
    </message>
    <message>
        <source>The program stumbled over its own fault.</source>
        <translation>程序自己出了岔子，刚才那一步没有做完。</translation>
    </message>
    <message>
        <source>The clock cannot go back to {at}: the books know {last}. Nothing was done.</source>
        <extracomment>What lies outside is a slip of the finger, and would keep every later day out of the books.</extracomment>
        <translation>时钟不能拨回 {at}：账里已经有 {last} 的记录。什么也没有做。</translation>
    </message>
    <message>
        <source>Give a later time.</source>
        <translation>请给一个更晚的时间。</translation>
    </message>
    <message>
        <source>{text} is no time with an offset; nothing was done.</source>
        <translation>{text} 不是带时区的时间，什么也没有做。</translation>
    </message>
    <message>
        <source>Write it like 2021-09-08T08:30:00+08:00.</source>
        <translation>请写成 2021-09-08T08:30:00+08:00。</translation>
    </message>
    <message>
        <source>{do} is no gesture of this till; nothing was done.</source>
        <translation>收银机没有 {do} 这个动作，什么也没有做。</translation>
    </message>
    <message>
        <source>{do} knows no field {field}; nothing was done.</source>
        <translation>{do} 没有 {field} 这一项，什么也没有做。</translation>
    </message>
    <message>
        <source>{do} needs the field {field}; nothing was done.</source>
        <translation>{do} 缺少 {field} 这一项，什么也没有做。</translation>
    </message>
    <message>
        <source>{do} takes only one of {field}; nothing was done.</source>
        <translation>{do} 只要 {field} 中的一项，什么也没有做。</translation>
    </message>
    <message>
        <source>The field {field} of {do} cannot be {value}; nothing was done.</source>
        <translation>{do} 的 {field} 不能是 {value}，什么也没有做。</translation>
    </message>
    <message>
        <source>This line is no JSON object; nothing was done.</source>
        <translation>这一行不是 JSON 对象，什么也没有做。</translation>
    </message>
    <message>
        <source>{value} is not known as {field}; nothing was changed.</source>
        <translation>{field} 里没有 {value}，没有改动。</translation>
    </message>
    <message>
        <source>Choose one from the list (F7).</source>
        <translation>请按 F7 从列表里选。</translation>
    </message>
    <message>
        <source>{buyer} is {kind} in the register; the kind was not changed.</source>
        <translation>台账里 {buyer} 是{kind}，购买者类型没有改。</translation>
    </message>
    <message>
        <source>Take the buyer off the ticket first (F7), or leave its kind.</source>
        <translation>先按 F7 去掉采购单位，或不改类型。</translation>
    </message>
    <message>
        <source>{text} is no quantity; nothing was changed.</source>
        <translation>{text} 不是数量，没有改动。</translation>
    </message>
    <message>
        <source>Type a number above zero with at most three decimals, such as 1.5.</source>
        <translation>请输入大于零的数，最多三位小数，例如 1.5。</translation>
    </message>
    <message>
        <source>This question comes first; the scan was not taken.</source>
        <translation>先答完这个问题，这次扫码没有算。</translation>
    </message>
    <message>
        <source>Enter answers it, Esc leaves it; then scan again.</source>
        <translation>Enter 确定，Esc 不改，再扫一次。</translation>
    </message>
    <message>
        <source>No shift was closed on this till yet; there is nothing to show.</source>
        <extracomment>Everything that may be counted, also what the page does not ask for. Nobody counts more of one note by hand.</extracomment>
        <translation>本机还没有交过班，没有可看的。</translation>
    </message>
    <message>
        <source>Close a shift first.</source>
        <translation>请先交一次班。</translation>
    </message>
    <message>
        <source>A reason is missing; nothing was done.</source>
        <translation>还没有写原因，什么也没有做。</translation>
    </message>
    <message>
        <source>Say in a few words why.</source>
        <translation>请用几个字写明原因。</translation>
    </message>
    <message>
        <source>This is not the manager&apos;s PIN; no leave was given.</source>
        <translation>这不是店长的 PIN，没有批准。</translation>
    </message>
    <message>
        <source>Ask the manager to enter it.</source>
        <translation>请店长来输入。</translation>
    </message>
    <message>
        <source>The two PINs are not the same; no till was made.</source>
        <translation>两次输入的 PIN 不一样，没有建收银机。</translation>
    </message>
    <message>
        <source>Type the manager&apos;s PIN twice, 6 digits.</source>
        <translation>请把店长 PIN 输两遍，6 位数字。</translation>
    </message>
    <message>
        <source>There is no till in {folder}; nothing was done.</source>
        <translation>{folder} 里没有收银机；什么也没有做。</translation>
    </message>
    <message>
        <source>Name the shop&apos;s folder with --data, or make a till: pos init.</source>
        <translation>请用 --data 指明门店文件夹，或先用 pos init 建一台。</translation>
    </message>
    <message>
        <source>{folder} holds a till already; it was left as it is.</source>
        <translation>{folder} 里已经有一台收银机，原样没动。</translation>
    </message>
    <message>
        <source>Choose another folder with --data.</source>
        <translation>请用 --data 换一个文件夹。</translation>
    </message>
    <message>
        <source>till.toml cannot be used: {where} {why}.</source>
        <translation>till.toml 用不了：{where} {why}。</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be used: {why}.</source>
        <translation>文件夹 {folder} 用不了：{why}。</translation>
    </message>
    <message>
        <source>Check that it is there and that you may write to it.</source>
        <translation>请核对它在不在，以及有没有写入权限。</translation>
    </message>
    <message>
        <source>The books {file} are not there or empty; no new ones were begun.</source>
        <translation>账本 {file} 不见了或是空的；没有另起新账。</translation>
    </message>
    <message>
        <source>Put them back from the last backup: pos backup restore. Else sell on paper.</source>
        <translation>请用最近的备份放回：pos backup restore。放回之前先手写记账。</translation>
    </message>
    <message>
        <source>These books belong to till {theirs}, till.toml says {ours}; they were not opened.</source>
        <translation>这本账是 {theirs} 号机的，till.toml 里写的是 {ours}；没有打开。</translation>
    </message>
    <message>
        <source>Put back the till.toml or the shop.sqlite3 that belongs here.</source>
        <translation>请把属于这台机的 till.toml 或 shop.sqlite3 放回来。</translation>
    </message>
    <message>
        <source>{where} {why}; no till was made.</source>
        <translation>{where} {why}；没有建收银机。</translation>
    </message>
    <message>
        <source>Correct it and try again.</source>
        <translation>改正后再来一次。</translation>
    </message>
    <message>
        <source>That is a goods code; nothing was paid and nothing added.</source>
        <translation>这是商品码，没有收款，也没有加进这一单。</translation>
    </message>
    <message>
        <source>Esc goes back to the ticket; scan it there.</source>
        <translation>按 Esc 回到这一单，在那里扫。</translation>
    </message>
    <message>
        <source>No agreement has the number {number}; nothing was changed.</source>
        <translation>没有编号 {number} 的协议，这一单没有改。</translation>
    </message>
    <message>
        <source>Choose one from the list (F7), or have it put into the programme book.</source>
        <translation>按 F7 从列表里选，或请店长加到帮扶台账里。</translation>
    </message>
    <message>
        <source>The agreement {number} is not one of {buyer}; nothing was changed.</source>
        <translation>协议 {number} 不是 {buyer} 的，这一单没有改。</translation>
    </message>
    <message>
        <source>Choose one of this buyer&apos;s agreements (F7), or the other buyer.</source>
        <translation>按 F7 选这个单位的协议，或换采购单位。</translation>
    </message>
    <message>
        <source>No buyer has the number {number}; nothing was changed.</source>
        <extracomment>Who bought often is seen in so many of the last receipts.</extracomment>
        <translation>没有编号 {number} 的采购单位，这一单没有改。</translation>
    </message>
    <message>
        <source>Look the buyer up by name (F7), or have it put into the programme book.</source>
        <translation>按 F7 用名称查，或请店长加到帮扶台账里。</translation>
    </message>
    <message>
        <source>{buyer} owes {owed}; {amount} was not written down.</source>
        <translation>{buyer} 只欠 {owed} 元，{amount} 元没有记。</translation>
    </message>
    <message>
        <source>Type at most what is owed.</source>
        <translation>金额不要超过所欠。</translation>
    </message>
    <message>
        <source>Only goods that come back are on this ticket; nothing was booked.</source>
        <translation>这一单只有退回的商品，没有入账。</translation>
    </message>
    <message>
        <source>Scan what the customer takes instead; to pay the money back, take the lines off and press F8.</source>
        <translation>扫顾客换走的商品；要退钱就拿掉这几行，再按 F8。</translation>
    </message>
    <message>
        <source>More of receipt {receipt} was taken back meanwhile; this exchange was not booked.</source>
        <translation>小票 {receipt} 这期间又退过货，这次换货没有入账。</translation>
    </message>
    <message>
        <source>Take the lines that come back off the ticket, and choose them anew (F8).</source>
        <translation>把退回的几行拿掉，按 F8 重新选。</translation>
    </message>
    <message>
        <source>No fair has the number {number}; nothing was changed.</source>
        <translation>没有编号 {number} 的展销会，这一单没有改。</translation>
    </message>
    <message>
        <source>{fair} runs from {first} to {last}, not on {day}; nothing was changed.</source>
        <translation>{fair} 从 {first} 到 {last}，{day} 不在会期，这一单没有改。</translation>
    </message>
    <message>
        <source>Sell without the fair, at the price of the day.</source>
        <translation>不选展销会，按当天的价卖。</translation>
    </message>
    <message>
        <source>{code} is no barcode of 8 or 13 digits; it was not linked.</source>
        <translation>{code} 不是 8 位或 13 位的条码，没有关联。</translation>
    </message>
    <message>
        <source>Look at the code on the pack once more, or Del dismisses this one.</source>
        <translation>再看看包装上的条码；不要了按 Del。</translation>
    </message>
    <message>
        <source>{code} is a label of a scale, not a barcode; it was not linked.</source>
        <translation>{code} 是秤签，不是条码，没有关联。</translation>
    </message>
    <message>
        <source>Give the goods their PLU in the catalogue; then every such label is known.</source>
        <translation>在商品目录里给它填上 PLU，这种秤签就都认得了。</translation>
    </message>
    <message>
        <source>{code} belongs to {product} already; it was not linked.</source>
        <translation>{code} 已经是 {product} 的条码，没有关联。</translation>
    </message>
    <message>
        <source>Scan it: the goods go on the ticket. A wrong link is put right in the catalogue.</source>
        <translation>扫它就加进这一单；关联错了在商品目录里改。</translation>
    </message>
    <message>
        <source>{code} was misread: its check digit is wrong; it was not linked.</source>
        <translation>{code} 没扫准，校验位不对，没有关联。</translation>
    </message>
    <message>
        <source>Scan the pack once more, then link what is read.</source>
        <translation>把包装再扫一次，再关联扫出来的条码。</translation>
    </message>
    <message>
        <source>{product} costs {shelf} today; {price} is more, and without a receipt nothing was paid back.</source>
        <translation>{product} 今天卖 {shelf}，{price} 比它高；没有小票，没有退款。</translation>
    </message>
    <message>
        <source>Type {shelf} or less.</source>
        <translation>输 {shelf} 或更低的价。</translation>
    </message>
    <message>
        <source>{product} ended on {day} and may not be sold; nothing was added.</source>
        <extracomment>At so little in the selling unit the shelf says that few are left. Products asked for at once; a ticket with more of them asks again. A statement takes some thirty thousand values at most; no shelf anybody looks at has so many.</extracomment>
        <translation>{product}已于 {day} 到期，不能卖，没有加入。</translation>
    </message>
    <message>
        <source>Put it aside for writing off and take a fresh one.</source>
        <translation>请把它放到一边等报损，换一件没过期的。</translation>
    </message>
    <message>
        <source>Of {product} only {left} {unit} are there; nothing was changed.</source>
        <translation>{product}只剩 {left} {unit}，什么都没有改。</translation>
    </message>
    <message>
        <source>Look at the quantity once more, or have the shelf counted.</source>
        <translation>请再看一眼数量，或者盘点一下货架。</translation>
    </message>
    <message>
        <source>Training counts for nothing and goes to nobody; no file was written.</source>
        <extracomment>The shop number of all training, which no real shop may have: receipts are TRAINING-01-000001. A row of these columns tells what was done at a till, and not what the shop is. Before anybody signs in, whoever wants to learn the till may: these books are nobody&apos;s.</extracomment>
        <translation>练习不算数，也不交给谁，没有写出文件。</translation>
    </message>
    <message>
        <source>Leave training first (F10).</source>
        <translation>先离开练习（F10），再交文件。</translation>
    </message>
    <message>
        <source>Money stands on this ticket already; training was not begun.</source>
        <translation>这一单已经收了钱，没有进入练习。</translation>
    </message>
    <message>
        <source>Finish the payment or give the money back, then begin.</source>
        <translation>先收完，或者把钱退回去，再进练习。</translation>
    </message>
    <message>
        <source>Somebody else stands at the till now; training was not begun.</source>
        <translation>收银台前换了人；练习没有开始。</translation>
    </message>
    <message>
        <source>Begin it once more.</source>
        <translation>请再按一次开始练习。</translation>
    </message>
    <message>
        <source>{folder} holds something else than training; nothing there was touched.</source>
        <translation>{folder} 里放的不是练习，没有动它。</translation>
    </message>
    <message>
        <source>Move that folder elsewhere, then begin again.</source>
        <translation>把那个文件夹挪开，再进一次练习。</translation>
    </message>
    <message>
        <source>The programme has several sheets; {file} as .csv can hold only one.</source>
        <translation>帮扶台账有好几张表，{file} 是 .csv，只放得下一张，没有写。</translation>
    </message>
    <message>
        <source>Choose a name that ends in .xlsx.</source>
        <translation>换一个以 .xlsx 结尾的名字。</translation>
    </message>
    <message>
        <source>{key} is {action} ({page}) already; no key was changed.</source>
        <translation>{key} 已经是“{action}”（{page}），没有改按键。</translation>
    </message>
    <message>
        <source>Choose another key, or give {action} another one first.</source>
        <translation>换一个键，或先给“{action}”换键。</translation>
    </message>
    <message>
        <source>{why} No key was changed.</source>
        <translation>{why}没有改按键。</translation>
    </message>
    <message>
        <source>till.toml could not be written: {why}. The settings are as they were.</source>
        <translation>till.toml 没有写成：{why}。设置还是原来的。</translation>
    </message>
    <message>
        <source>Look at the file and the free space, then save once more.</source>
        <translation>看看这个文件和剩余空间，再保存一次。</translation>
    </message>
    <message>
        <source>The two PINs are not the same; the PIN was not changed.</source>
        <extracomment>The act each ceiling belongs to.</extracomment>
        <translation>两次输入的 PIN 不一样，没有保存。</translation>
    </message>
    <message>
        <source>Type it twice; nobody else should look on.</source>
        <translation>请本人再输两遍，旁人回避。</translation>
    </message>
    <message>
        <source>There is a role {role} already; none was added.</source>
        <translation>已经有“{role}”这个角色，没有新加。</translation>
    </message>
    <message>
        <source>Choose another name for it.</source>
        <translation>换一个名称。</translation>
    </message>
    <message>
        <source>A role cannot be called {role}; none was added.</source>
        <translation>角色不能叫“{role}”，没有新加。</translation>
    </message>
    <message>
        <source>Use up to 16 letters, digits, - or _.</source>
        <translation>最多 16 个汉字、字母、数字、- 或 _。</translation>
    </message>
    <message>
        <source>Number {no} has the role {role}; it was not taken away.</source>
        <translation>{no} 号还是“{role}”，这个角色没有删掉。</translation>
    </message>
    <message>
        <source>Give that number another role first.</source>
        <translation>先给这一号换个角色。</translation>
    </message>
    <message>
        <source>This cannot be set for the role {role}; nothing was changed.</source>
        <translation>“{role}”的这一项不能这样设，什么也没改。</translation>
    </message>
    <message>
        <source>till.toml could not be written: {why}. The roles stayed as they were.</source>
        <translation>till.toml 写不进去：{why}。角色权限没有变。</translation>
    </message>
    <message>
        <source>Free some space or correct till.toml, then do it again.</source>
        <translation>腾出空间，或改好 till.toml，再做一次。</translation>
    </message>
    <message>
        <source>No such payment is open; nothing was done.</source>
        <extracomment>Of money back only: the service works on it; it is on its way to the customer. By hand a manager said: the customer paid; the customer did not; there is nothing more to do; it is asked for anew. What may follow what, of a request for money. And of money back. It may be asked for again under its number as often as one likes. A payment code is good for a minute (DOMAIN.md 5.5); what arrives later is turned away. A moment that lies further ahead than this was written by a clock that has been put right since. The customer did not pay, says the service, but it wants to be asked to end it. A payment nobody can say anything certain about yet.</extracomment>
        <translation>没有这笔未了结的付款，什么也没有做。</translation>
    </message>
    <message>
        <source>Look at the open payments once more.</source>
        <translation>请再看一遍未了结的付款。</translation>
    </message>
    <message>
        <source>The service lets a payment be revoked in {seconds} s; it was not revoked.</source>
        <translation>还要 {seconds} 秒才能撤，没有撤销。</translation>
    </message>
    <message>
        <source>Wait a moment; F5 asks what became of it.</source>
        <translation>稍等一下；F5 可以马上再查。</translation>
    </message>
    <message>
        <source>{means} {amount} cannot be settled that way now; nothing changed.</source>
        <translation>{means} {amount} 现在不能这样了结，什么也没有改。</translation>
    </message>
    <message>
        <source>Choose one of the ways beside it.</source>
        <translation>请用它旁边列出的办法。</translation>
    </message>
    <message>
        <source>The price of {product} has no unit; no tag was made.</source>
        <translation>{product} 的价格没有计价单位，没有做标价签。</translation>
    </message>
    <message>
        <source>Put 计价单位 into the catalogue sheet, such as 500克 or 袋, and import it.</source>
        <translation>在商品表里填计价单位，例如 500克 或 袋，再导入。</translation>
    </message>
    <message>
        <source>{product} has no fixed price; no tag was made.</source>
        <translation>{product} 没有固定价格，没有做标价签。</translation>
    </message>
    <message>
        <source>Write its price of the day by hand, with its unit.</source>
        <translation>当天的价格连同单位手写。</translation>
    </message>
    <message>
        <source>That looks like a whole card number or a payment code; it was not kept, and nothing was taken.</source>
        <extracomment>Digits as they stand on a card: in groups, by spaces or strokes.</extracomment>
        <translation>这像是完整的卡号或付款码，没有保存，也没有收款。</translation>
    </message>
    <message>
        <source>Of a card type the last four digits only; of a payment nothing but its slip.</source>
        <translation>银行卡只填后四位；付款码不要填在这里，只填流水号。</translation>
    </message>
    <message>
        <source>No scale is set up; nothing was weighed.</source>
        <extracomment>The heaviest thing on a counter scale, and the heaviest bowl.</extracomment>
        <translation>没有设置电子秤，没有称重。</translation>
    </message>
    <message>
        <source>Type * and how much it is, such as *2.35.</source>
        <translation>输入 * 和重量，例如 *2.35。</translation>
    </message>
    <message>
        <source>The scale says nothing; nothing was weighed.</source>
        <translation>电子秤没有回应，没有称重。</translation>
    </message>
    <message>
        <source>Look at its cable and switch; until then type * and how much it is.</source>
        <translation>看看秤的线和开关；恢复以前输入 * 和重量。</translation>
    </message>
    <message>
        <source>The scale has not come to rest; nothing was weighed.</source>
        <translation>秤还没有稳定，没有称重。</translation>
    </message>
    <message>
        <source>Take your hand off, wait for the steady sign, then F4.</source>
        <translation>手拿开，等显示稳定，再按 F4。</translation>
    </message>
    <message>
        <source>Nothing lies on the scale; nothing was weighed.</source>
        <translation>秤上没有东西，没有称重。</translation>
    </message>
    <message>
        <source>Put the goods on it, then F4.</source>
        <translation>把商品放到秤上，再按 F4。</translation>
    </message>
    <message>
        <source>The scale stands below zero; nothing was weighed.</source>
        <translation>秤低于零点，没有称重。</translation>
    </message>
    <message>
        <source>Empty it and press its zero key, then weigh again.</source>
        <translation>清空秤盘，按秤上的置零键，再称一次。</translation>
    </message>
    <message>
        <source>More lies on the scale than it can weigh; nothing was weighed.</source>
        <translation>超过了秤的最大称量，没有称重。</translation>
    </message>
    <message>
        <source>Weigh it in two parts.</source>
        <translation>分两次称。</translation>
    </message>
    <message>
        <source>The scale reports a fault of its own; nothing was weighed.</source>
        <translation>电子秤报告自身有故障，没有称重。</translation>
    </message>
    <message>
        <source>Switch it off and on; if the fault stays, weigh on another one.</source>
        <translation>关机再开；还是这样就换一台秤称。</translation>
    </message>
    <message>
        <source>The goods weigh no more than the tare of {tare} g; nothing was weighed.</source>
        <translation>商品不比皮重 {tare} 克重，没有称重。</translation>
    </message>
    <message>
        <source>Choose another tare, or put the goods on the scale with their wrapping.</source>
        <translation>另选皮重，或连包装一起放到秤上。</translation>
    </message>
    <message>
        <source>No tare was chosen for this weighing; nothing was weighed.</source>
        <translation>这一次还没有选皮重，没有称重。</translation>
    </message>
    <message>
        <source>Shift F4 chooses it: 0 g for goods without wrapping.</source>
        <translation>按 Shift F4 选皮重；没有包装选 0 克。</translation>
    </message>
    <message>
        <source>What lies on the scale was weighed for {product} already; nothing was added.</source>
        <translation>秤上的商品已经按 {product} 称进这一单，没有再加。</translation>
    </message>
    <message>
        <source>Take it off, put the next goods on, then F4.</source>
        <translation>先取走，放上下一件，再按 F4。</translation>
    </message>
    <message>
        <source>{product} is sold by the piece; nothing was weighed.</source>
        <translation>{product} 按件卖，没有称重。</translation>
    </message>
    <message>
        <source>Choose a row of goods sold by weight with the arrow keys.</source>
        <translation>用方向键选一行称重商品。</translation>
    </message>
    <message>
        <source>No goods sold by weight are on the ticket; nothing was weighed.</source>
        <translation>这一单没有称重商品，没有称重。</translation>
    </message>
    <message>
        <source>Scan or touch the goods first, then F4.</source>
        <translation>先扫码或点选商品，再按 F4。</translation>
    </message>
    <message>
        <source>The key file {file} for {service} cannot be used: {why}. Payment codes of {service} are not taken.</source>
        <translation>{service}的密钥文件 {file} 用不了：{why}。现在不收{service}的付款码。</translation>
    </message>
    <message>
        <source>Put the file from the merchant platform into the folder keys and its name into till.toml, then start again.</source>
        <translation>把商户平台给的文件放进 keys 文件夹，在 till.toml 里写好文件名，再重新打开。</translation>
    </message>
    <message>
        <source>{entry} {why}; no setting was changed.</source>
        <translation>{entry}{why}，设置没有改。</translation>
    </message>
    <message>
        <source>Correct it, then Ctrl+S.</source>
        <translation>改好以后按 Ctrl+S。</translation>
    </message>
    <message>
        <source>{means} is taken by the customer&apos;s payment code; nothing was taken.</source>
        <extracomment>So long a service that could not be reached is said to be out of reach. So many questions about what nobody waits for may be under way at once; the customer&apos;s own never has to queue. So long, in all, and so many seconds at a time a till without a window waits for a customer who types.</extracomment>
        <translation>{means}要扫顾客的付款码，还没有收钱。</translation>
    </message>
    <message>
        <source>Scan the code the customer shows, or choose another means.</source>
        <translation>请扫顾客的付款码，或换一种付款方式。</translation>
    </message>
    <message>
        <source>This paper is not in the print queue any more; nothing was done.</source>
        <extracomment>So many papers of each sort are shown: those that have not come out, and the last that are done with.</extracomment>
        <translation>这张单据已不在打印队列里，什么都没做。</translation>
    </message>
    <message>
        <source>Look at the list again.</source>
        <translation>请再看一遍列表。</translation>
    </message>
    <message>
        <source>This paper has changed, or cannot be treated so; nothing was done.</source>
        <translation>这张单据的状态已变，或不能这样处理，什么都没做。</translation>
    </message>
    <message>
        <source>Look at the list again: it says how the paper stands now.</source>
        <translation>请再看一遍列表，上面是它现在的状态。</translation>
    </message>
    <message>
        <source>The printer is not changed in training; nothing was changed.</source>
        <translation>练习时不能换打印机，什么都没改。</translation>
    </message>
    <message>
        <source>Leave training, then choose the printer.</source>
        <translation>先退出练习，再选打印机。</translation>
    </message>
    <message>
        <source>{n} papers wait for the printer; without one they would never come out.</source>
        <translation>还有 {n} 张等着打印，不设打印机它们就打不出来了；打印机没有改。</translation>
    </message>
    <message>
        <source>Choose another printer, or give the papers up in the print queue first.</source>
        <translation>请另选一台打印机，或先在打印队列里放弃这些单据。</translation>
    </message>
    <message>
        <source>{entry} {why}; the receipts stay as they were.</source>
        <translation>{entry}{why}，小票没有改。</translation>
    </message>
    <message>
        <source>Not on the ticket: {codes}. Another program is writing to the books.</source>
        <extracomment>Printed codes have eight digits at least; with letters or signs among them, four characters. So many codes that met locked books fit on the banner. The same prices stand on the find list with every key.</extracomment>
        <translation>没有加上：{codes}。另一个程序正在写账本。</translation>
    </message>
    <message>
        <source>Nothing was booked; wait a moment, then scan it again.</source>
        <translation>没有记账；稍等一下，再扫一次。</translation>
    </message>
    <message>
        <source>{receipt} is the code of goods, no receipt; nothing was done.</source>
        <translation>{receipt} 是商品码，不是小票，什么也没做。</translation>
    </message>
    <message>
        <source>Scan the code on the receipt; without one F4, then scan the goods.</source>
        <translation>有小票扫小票上的码；没有小票按 F4，再扫商品。</translation>
    </message>
    <message>
        <source>The catalogue has no {code}; nothing was done.</source>
        <translation>目录里没有 {code}，什么也没有做。</translation>
    </message>
    <message>
        <source>Scan it once more, or type its number or the initials of its name.</source>
        <translation>再扫一次，或输入商品编号、名称的拼音首字母。</translation>
    </message>
    <message>
        <source>Several goods answer to {code}: {goods}; nothing was done.</source>
        <translation>{code} 对得上好几种商品：{goods}；什么也没有做。</translation>
    </message>
    <message>
        <source>Type the number of one of them, or scan the code on the goods.</source>
        <translation>请输入其中一种的编号，或扫商品上的条码。</translation>
    </message>
</context>
<context>
    <name>PurchaseMode</name>
    <message>
        <source>Direct buying</source>
        <translation>直购</translation>
    </message>
    <message>
        <source>Procurement</source>
        <translation>采购</translation>
    </message>
    <message>
        <source>Subscription</source>
        <translation>认购</translation>
    </message>
    <message>
        <source>Buying at the source</source>
        <translation>企业直采</translation>
    </message>
</context>
<context>
    <name>Reason</name>
    <message>
        <source>No such file or directory</source>
        <translation>没有这个文件或文件夹</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>没有权限</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>这是一个文件夹</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>这不是文件夹</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>同名文件已存在</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>文件名太长</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>空间满了</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>这里只能读</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>磁盘没有应答</translation>
    </message>
    <message>
        <source>unable to open database file</source>
        <translation>数据库文件打不开</translation>
    </message>
    <message>
        <source>attempt to write a readonly database</source>
        <translation>数据库只能读</translation>
    </message>
    <message>
        <source>database disk image is malformed</source>
        <translation>数据库内容损坏</translation>
    </message>
    <message>
        <source>file is not a database</source>
        <translation>不是数据库文件</translation>
    </message>
    <message>
        <source>database is locked</source>
        <translation>数据库正被占用</translation>
    </message>
    <message>
        <source>disk I/O error</source>
        <translation>磁盘没有应答</translation>
    </message>
    <message>
        <source>the file is empty or missing</source>
        <translation>文件不在或是空的</translation>
    </message>
    <message>
        <source>it has other tables</source>
        <translation>里面是别的表</translation>
    </message>
    <message>
        <source>there is no key in it</source>
        <translation>里面没有密钥</translation>
    </message>
    <message>
        <source>the key in it has a password</source>
        <translation>里面的密钥带密码</translation>
    </message>
    <message>
        <source>the key in it is not an RSA key of at least 2048 bits</source>
        <translation>里面的密钥不是 2048 位以上的 RSA 密钥</translation>
    </message>
    <message>
        <source>it holds a private key, and a public one belongs there</source>
        <translation>里面是私钥，这里要放公钥</translation>
    </message>
    <message>
        <source>it holds a public key, and the private one belongs there</source>
        <translation>里面是公钥，这里要放私钥</translation>
    </message>
    <message>
        <source>it is a bare public key, and till.toml does not tell its platform_id</source>
        <extracomment>An answer whose time differs by more from this computer&apos;s is not believed: it may be an old one played again.</extracomment>
        <translation>里面只有公钥，till.toml 没有写明它的 platform_id</translation>
    </message>
</context>
<context>
    <name>Receipt</name>
    <message>
        <source>Each of these brings a county&apos;s harvest with it</source>
        <translation>您买的每一样，连着一县收成</translation>
    </message>
    <message>
        <source>REFUND</source>
        <translation>退货</translation>
    </message>
    <message>
        <source>Tel. {number}</source>
        <translation>电话 {number}</translation>
    </message>
    <message>
        <source>Receipt {number}</source>
        <translation>小票 {number}</translation>
    </message>
    <message>
        <source>Clerk {number}</source>
        <translation>收银 {number}</translation>
    </message>
    <message>
        <source>Till {number}</source>
        <translation>{number} 号机</translation>
    </message>
    <message>
        <source>Refund of {number}</source>
        <translation>原小票 {number}</translation>
    </message>
    <message>
        <source>Taken back without a receipt</source>
        <translation>无小票退货</translation>
    </message>
    <message>
        <source>Exchange, together with {number}</source>
        <translation>换货，另见小票 {number}</translation>
    </message>
    <message>
        <source>Reason: {reason}</source>
        <translation>原因：{reason}</translation>
    </message>
    <message>
        <source>Goods / origin</source>
        <translation>品名 / 产地</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>单价</translation>
    </message>
    <message>
        <source>From {origin}</source>
        <translation>产地 {origin}</translation>
    </message>
    <message>
        <source>Before {before}, discount -{discount}</source>
        <translation>原 {before} 优惠 -{discount}</translation>
    </message>
    <message>
        <source>Discount -{amount}</source>
        <translation>优惠 -{amount}</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>应收</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>应退</translation>
    </message>
    <message>
        <source>{means} (ending {tail})</source>
        <translation>{means}（尾号 {tail}）</translation>
    </message>
    <message>
        <source>Rounding (cash)</source>
        <translation>抹零（现金）</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>找零</translation>
    </message>
    <message>
        <source>{n} kinds</source>
        <translation>{n} 种</translation>
    </message>
    <message>
        <source>{n} pieces</source>
        <translation>{n} 件</translation>
    </message>
    <message>
        <source>This purchase came from</source>
        <translation>这一单来自</translation>
    </message>
    <message>
        <source>Taken back, by origin</source>
        <translation>退回的来自</translation>
    </message>
    <message>
        <source>Scan to check this receipt</source>
        <translation>扫码核对这张小票</translation>
    </message>
    <message>
        <source>Set off ({means})</source>
        <translation>换货抵扣（{means}）</translation>
    </message>
    <message>
        <source>{means} ({funder})</source>
        <translation>{means}（{funder}）</translation>
    </message>
    <message>
        <source>Love card price, was {price}</source>
        <translation>爱心卡价 原 {price}</translation>
    </message>
    <message>
        <source>Price today, was {price}</source>
        <translation>改价 原 {price}</translation>
    </message>
</context>
<context>
    <name>ReceiptBlocks</name>
    <message>
        <source>Marks: copy, refund</source>
        <extracomment>Every block of a receipt, in the usual order. Without these a paper is no receipt. Stands above everything, so that nobody folds it away. What a block is called where it is chosen.</extracomment>
        <translation>标记：重印、退货</translation>
    </message>
    <message>
        <source>Name of the shop</source>
        <translation>店名</translation>
    </message>
    <message>
        <source>Name of the centre</source>
        <translation>中心名称</translation>
    </message>
    <message>
        <source>Name of the outlet</source>
        <translation>门店名称</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Number, time, clerk</source>
        <translation>票号、时间、收银</translation>
    </message>
    <message>
        <source>Goods with their origins</source>
        <translation>商品和产地</translation>
    </message>
    <message>
        <source>How many, how much saved</source>
        <translation>件数和优惠</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Payment and change</source>
        <translation>付款和找零</translation>
    </message>
    <message>
        <source>Sums by origin</source>
        <translation>这一单来自</translation>
    </message>
    <message>
        <source>Programme mark</source>
        <translation>消费帮扶标志</translation>
    </message>
    <message>
        <source>Code to check it</source>
        <translation>验票二维码</translation>
    </message>
    <message>
        <source>Last lines</source>
        <translation>末尾的话</translation>
    </message>
</context>
<context>
    <name>ReceiptForm</name>
    <message>
        <source>Higher</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Lower</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>{block}, always printed</source>
        <translation>{block}，一定打印</translation>
    </message>
    <message>
        <source>{block}, printed</source>
        <translation>{block}，打印</translation>
    </message>
    <message>
        <source>{block}, left out</source>
        <translation>{block}，不打印</translation>
    </message>
    <message>
        <source>Blocks of the receipt, from above</source>
        <translation>小票从上到下的各段</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>段</translation>
    </message>
    <message>
        <source>Name of the centre</source>
        <translation>中心名称</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Address, up to 4 lines</source>
        <translation>地址，最多 4 行</translation>
    </message>
    <message>
        <source>Last lines, up to 10</source>
        <translation>末尾的话，最多 10 行</translation>
    </message>
    <message>
        <source>On / off</source>
        <translation>开关</translation>
    </message>
    <message>
        <source>The usual order</source>
        <translation>恢复默认</translation>
    </message>
    <message>
        <source>Keep the receipt</source>
        <translation>保存小票</translation>
    </message>
    <message>
        <source>Preview on {paper} mm</source>
        <translation>预览 {paper} mm</translation>
    </message>
    <message>
        <source>{block} stays: no receipt may be without it</source>
        <translation>{block}不能关掉：小票上必须有</translation>
    </message>
    <message>
        <source>Kept. The next paper is made up like this.</source>
        <translation>已保存，下一张小票就按这样打。</translation>
    </message>
    <message>
        <source>stays</source>
        <translation>必印</translation>
    </message>
    <message>
        <source>off</source>
        <translation>不印</translation>
    </message>
    <message>
        <source>The receipt as the printer gets it</source>
        <extracomment>Air around the paper, and between its edge and the first column. Dots of the printer: a column, a line, a line twice as high.</extracomment>
        <translation>打印机收到的小票</translation>
    </message>
    <message>
        <source>example</source>
        <translation>示例</translation>
    </message>
</context>
<context>
    <name>Receipts</name>
    <message>
        <source>refund</source>
        <extracomment>A cash total was rounded down by less than a jiao. Goods that a word may mean; more is no search. In so many of the newest receipts a name is looked for that the catalogue does not know. Longer numbers are barcodes. Shorter ones are no code of goods: a PLU has five digits.</extracomment>
        <translation>退货</translation>
    </message>
    <message>
        <source>Receipts</source>
        <extracomment>Which order a click on a column&apos;s head asks for.</extracomment>
        <translation>小票</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Receipt and goods</source>
        <translation>小票和商品</translation>
    </message>
    <message>
        <source>Means</source>
        <translation>付款方式</translation>
    </message>
    <message>
        <source>Clerk</source>
        <translation>收银</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>No receipt fits. Enter searches all days; fewer words find more.</source>
        <extracomment>The row that the page knows to be chosen.</extracomment>
        <translation>没有符合的小票。Enter 查全部日期；少输几个字能多找到一些。</translation>
    </message>
    <message>
        <source>No receipts in these days yet</source>
        <translation>这几天还没有小票</translation>
    </message>
    <message>
        <source>{receipt}, {day} {time}, {goods}, {means}, {amount} yuan</source>
        <translation>{receipt}，{day} {time}，{goods}，{means}，{amount} 元</translation>
    </message>
    <message>
        <source>Refund {receipt}, {day} {time}, {goods}, {means}, {amount} yuan</source>
        <translation>退货 {receipt}，{day} {time}，{goods}，{means}，{amount} 元</translation>
    </message>
    <message>
        <source>{n} lines · {goods}</source>
        <translation>{n} 种 · {goods}</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>退货</translation>
    </message>
    <message>
        <source>The receipt as it was printed</source>
        <extracomment>Air around the paper, and between its edge and the first column. A line is so much higher than a letter of two columns.</extracomment>
        <translation>小票原样</translation>
    </message>
    <message>
        <source>Find a receipt</source>
        <extracomment>So long after the last key the list follows what was typed. So long nothing is said of a search that is still on its way; then the old rows stand dimmed. The same in the order of the list&apos;s columns.</extracomment>
        <translation>查小票</translation>
    </message>
    <message>
        <source>Number, amount, 14:05, 9-07, goods, clerk @03</source>
        <translation>小票号、金额、时间 14:05、日期 9-07、商品、收银 @03</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>重印</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>退换货</translation>
    </message>
    <message>
        <source>The list is written</source>
        <translation>清单已写出</translation>
    </message>
    <message>
        <source>no receipt chosen</source>
        <translation>还没选小票</translation>
    </message>
    <message>
        <source>is a refund</source>
        <translation>这是退货单</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>没有小票</translation>
    </message>
    <message>
        <source>The receipt that you choose stands here as it was printed</source>
        <translation>选中的小票会原样显示在这里</translation>
    </message>
    <message>
        <source>Looking through the receipts … Esc leaves it</source>
        <translation>正在查找小票…… 按 Esc 停止</translation>
    </message>
    <message>
        <source>Today</source>
        <extracomment>So many rows are read for the page, more when it is asked for more. The most that goes into one file.</extracomment>
        <translation>今天</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 天</translation>
    </message>
    <message>
        <source>31 days</source>
        <translation>31 天</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>{n} receipts</source>
        <extracomment>A search is on its way; the rows are still those of before.</extracomment>
        <translation>{n} 张小票</translation>
    </message>
    <message>
        <source>The newest {n} receipts</source>
        <translation>最近 {n} 张小票，M 看更多</translation>
    </message>
    <message>
        <source> · none in these days, so all days were searched</source>
        <translation> · 这几天没有，已查全部日期</translation>
    </message>
    <message>
        <source> · means of this shift after the count</source>
        <translation> · 本班支付方式清点后显示</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>小票号</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Refund of</source>
        <translation>原小票</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Changed hands</source>
        <translation>实收实付</translation>
    </message>
    <message>
        <source>Sale</source>
        <translation>销售</translation>
    </message>
</context>
<context>
    <name>Refund</name>
    <message>
        <source>Where the money goes</source>
        <translation>退到哪里</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>must be chosen</source>
        <translation>必选</translation>
    </message>
    <message>
        <source>The reason in your own words</source>
        <translation>写一句原因</translation>
    </message>
    <message>
        <source>No receipt chosen yet</source>
        <translation>还没有选小票</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Which goods come back?</source>
        <translation>退哪件商品？</translation>
    </message>
    <message>
        <source>Due {amount}</source>
        <translation>应收 {amount}</translation>
    </message>
    <message>
        <source>may come back</source>
        <translation>可退</translation>
    </message>
    <message>
        <source>all came back</source>
        <translation>已退完</translation>
    </message>
    <message>
        <source>The leave is noted in the journal</source>
        <translation>批准会记在日志里</translation>
    </message>
    <message>
        <source>Next refund</source>
        <translation>退下一单</translation>
    </message>
    <message>
        <source>Find the receipt</source>
        <translation>找这张小票</translation>
    </message>
    <message>
        <source>Scan a receipt or type its number</source>
        <translation>先扫小票，或输小票号</translation>
    </message>
    <message>
        <source>Pay back · print receipt</source>
        <translation>退款 · 打退货小票</translation>
    </message>
    <message>
        <source>No receipt</source>
        <translation>无小票</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>换货</translation>
    </message>
    <message>
        <source>choose goods</source>
        <translation>先选商品</translation>
    </message>
    <message>
        <source>So much comes back</source>
        <translation>退这么多</translation>
    </message>
    <message>
        <source>This price</source>
        <translation>按这个价</translation>
    </message>
    <message>
        <source>Find the goods</source>
        <translation>找商品</translation>
    </message>
    <message>
        <source>Scan the goods or type their number</source>
        <translation>扫商品码，或输商品编号</translation>
    </message>
    <message>
        <source>Choose what comes back: + on a line, or F9</source>
        <translation>先选退什么：在行上按 +，或 F9 整单</translation>
    </message>
    <message>
        <source>Choose a reason: Alt 1-6</source>
        <translation>先选原因：Alt 1-6</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>小票</translation>
    </message>
    <message>
        <source>{name}: take one less back</source>
        <extracomment>Widths of the columns sold, back before, back now, amount.</extracomment>
        <translation>{name}少退一件</translation>
    </message>
    <message>
        <source>{name}: take one more back</source>
        <translation>{name}多退一件</translation>
    </message>
    <message>
        <source>Back before {quantity}</source>
        <translation>以前退过 {quantity}</translation>
    </message>
    <message>
        <source>before: {quantity}</source>
        <translation>退过 {quantity}</translation>
    </message>
    <message>
        <source>{name}, {origin}, sold {sold}, taking back {taking}, {amount} yuan</source>
        <translation>{name}，{origin}，卖出 {sold}，这次退 {taking}，{amount} 元</translation>
    </message>
    <message>
        <source>all of it</source>
        <translation>整退</translation>
    </message>
    <message>
        <source>all or none</source>
        <translation>称重整退</translation>
    </message>
    <message>
        <source>Goods of this receipt</source>
        <translation>原单商品</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>卖出</translation>
    </message>
    <message>
        <source>Back before</source>
        <translation>以前退过</translation>
    </message>
    <message>
        <source>Back now</source>
        <translation>这次退</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>退款</translation>
    </message>
    <message>
        <source>Scan the code on the customer&apos;s receipt: its goods will stand here</source>
        <translation>扫顾客小票上的码，这一单的商品会列在这里</translation>
    </message>
    <message>
        <source>Scan the goods that come back: they will stand here</source>
        <translation>扫退回来的商品，会列在这里</translation>
    </message>
    <message>
        <source>Scan or type the receipt</source>
        <translation>扫小票，或输小票号</translation>
    </message>
    <message>
        <source>Scan or type the goods</source>
        <translation>扫退回的商品，或输编号</translation>
    </message>
    <message>
        <source>R</source>
        <translation>退</translation>
    </message>
    <message>
        <source>Paid back</source>
        <translation>已退给顾客</translation>
    </message>
    <message>
        <source>To give the customer</source>
        <translation>要退给顾客</translation>
    </message>
    <message>
        <source>Receipt {number}, being printed</source>
        <translation>退货小票 {number}，正在打印</translation>
    </message>
    <message>
        <source>{lines} lines · {counties} counties</source>
        <translation>{lines} 种 · {counties} 个产地</translation>
    </message>
    <message>
        <source>{what} {amount} yuan</source>
        <translation>{what} {amount} 元</translation>
    </message>
    <message>
        <source>Taken off these counties</source>
        <translation>从这些产地减去</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>等 {count} 处</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>质量问题</translation>
    </message>
    <message>
        <source>Wrong article</source>
        <translation>买错了</translation>
    </message>
    <message>
        <source>Scanned twice</source>
        <translation>多扫了</translation>
    </message>
    <message>
        <source>Gone off</source>
        <translation>变质</translation>
    </message>
    <message>
        <source>Short weight</source>
        <translation>少秤</translation>
    </message>
    <message>
        <source>Other…</source>
        <translation>其他…</translation>
    </message>
    <message>
        <source> (rounding {amount})</source>
        <extracomment>Where goods that come back go when others are taken instead; None where there is no counter.</extracomment>
        <translation>（抹零 {amount}）</translation>
    </message>
    <message>
        <source>clerk {no}</source>
        <translation>收银 {no}</translation>
    </message>
    <message>
        <source>today {price}</source>
        <translation>今天 {price}</translation>
    </message>
    <message>
        <source>Without a receipt</source>
        <translation>无小票退货</translation>
    </message>
    <message>
        <source>a resident who walked in</source>
        <translation>按门店散客记</translation>
    </message>
    <message>
        <source>needs the manager</source>
        <translation>要店长批准</translation>
    </message>
    <message>
        <source>from the drawer</source>
        <translation>从钱箱付</translation>
    </message>
    <message>
        <source>the way it was paid, {amount}</source>
        <translation>原路退，最多 {amount}</translation>
    </message>
    <message>
        <source>all of it went back</source>
        <translation>这部分已退完</translation>
    </message>
    <message>
        <source>with the manager&apos;s leave</source>
        <translation>要店长批准</translation>
    </message>
    <message>
        <source>Leave given by {no}: {why}</source>
        <translation>已由店长 {no} 批准：{why}</translation>
    </message>
    <message>
        <source>{amount} back by {means}, without a receipt</source>
        <translation>退 {amount}，{means}，没有小票</translation>
    </message>
    <message>
        <source>{amount} back by {means}, of receipt {number}</source>
        <translation>退 {amount}，{means}，小票 {number}</translation>
    </message>
    <message>
        <source>Paying back by another means</source>
        <translation>退到别的付款方式</translation>
    </message>
    <message>
        <source>Paying back more than {amount}</source>
        <translation>退款超过 {amount} </translation>
    </message>
    <message>
        <source>Printing a receipt again</source>
        <translation>重印小票</translation>
    </message>
    <message>
        <source>Paying back without a receipt</source>
        <translation>无小票退货</translation>
    </message>
</context>
<context>
    <name>Region</name>
    <message>
        <source>The origin&apos;s region code is missing.</source>
        <extracomment>The district whose pairings count: 大兴区. Long banners under the names that people say. Read only when a long county name is first shortened: the first frame has none.</extracomment>
        <translation>没有填产地代码。</translation>
    </message>
    <message>
        <source>Give the six digits of the county; its name alone is not enough.</source>
        <translation>请填县级六位行政区划代码，只写名称不够。</translation>
    </message>
    <message>
        <source>{code} is no region code.</source>
        <translation>没有 {code} 这个行政区划代码。</translation>
    </message>
    <message>
        <source>Look the county&apos;s six digits up and put them in.</source>
        <translation>请查好产地所在县的六位代码，再填进去。</translation>
    </message>
    <message>
        <source>{code} {name} is no longer valid since {year}; today it is {successor}.</source>
        <translation>{code} {name} 从 {year} 年起不再使用，现在是 {successor}。</translation>
    </message>
    <message>
        <source>Put in {successor_code}.</source>
        <translation>请改填 {successor_code}。</translation>
    </message>
    <message>
        <source>{code} {name} is no longer valid since {year}.</source>
        <translation>{code} {name} 从 {year} 年起不再使用。</translation>
    </message>
    <message>
        <source>Look up which county the place belongs to today.</source>
        <translation>请查一下这个地方现在归哪个县，填现在的代码。</translation>
    </message>
    <message>
        <source>{code} {name} is valid from {year} only.</source>
        <translation>{code} {name} 从 {year} 年才开始使用。</translation>
    </message>
    <message>
        <source>Put in the county that the place belongs to today.</source>
        <translation>请填这个地方今天所属的县。</translation>
    </message>
    <message>
        <source>{code} {name} is not a county.</source>
        <translation>{code} {name} 不是县级。</translation>
    </message>
    <message>
        <source>Put in the county, banner, district or county-level city in it.</source>
        <translation>请填它下面的县、旗、区或县级市。</translation>
    </message>
</context>
<context>
    <name>Scale</name>
    <message>
        <source>The scale takes off what lies on it</source>
        <translation>秤正在去皮</translation>
    </message>
    <message>
        <source>No tare for the next weighing</source>
        <translation>下一次称重不去皮</translation>
    </message>
    <message>
        <source>Tare of the next weighing: {tare} g</source>
        <translation>下一次称重去皮 {tare} 克</translation>
    </message>
    <message>
        <source>tare {tare} g</source>
        <translation>皮重 {tare} 克</translation>
    </message>
    <message>
        <source>net</source>
        <translation>净重</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>moving</source>
        <translation>未稳</translation>
    </message>
    <message>
        <source>sold, take it off</source>
        <translation>已称进单，请取走</translation>
    </message>
    <message>
        <source>steady</source>
        <translation>稳定</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>没有回应</translation>
    </message>
    <message>
        <source>out of order</source>
        <translation>有故障</translation>
    </message>
    <message>
        <source>too heavy</source>
        <translation>超载</translation>
    </message>
    <message>
        <source>below zero</source>
        <translation>低于零点</translation>
    </message>
    <message>
        <source>less than the tare</source>
        <translation>不足皮重</translation>
    </message>
</context>
<context>
    <name>Scanner</name>
    <message>
        <source>Enter or Tab</source>
        <extracomment>No goods: the prefix is for use inside a shop, and no scale of ours has it.</extracomment>
        <translation>Enter 或 Tab</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>什么都没有</translation>
    </message>
    <message>
        <source>The barcode {code} and the same as QR code</source>
        <translation>条码 {code}，和同样内容的二维码</translation>
    </message>
    <message>
        <source>Keep these values</source>
        <translation>保存这些数值</translation>
    </message>
    <message>
        <source>Measure anew</source>
        <translation>重新测</translation>
    </message>
    <message>
        <source>Scan the code below three times, whichever of the two</source>
        <translation>把下面的码扫三次，扫哪一个都行</translation>
    </message>
    <message>
        <source>Kept. From now on the scanner is heard like this.</source>
        <translation>已保存，从现在起就这样听扫码枪。</translation>
    </message>
    <message>
        <source>{n} of {all} scans</source>
        <translation>已扫 {n} / {all} 次</translation>
    </message>
    <message>
        <source>Longest gap between two keys: {longest} ms. At the end: {end}.</source>
        <translation>两个键之间最多隔 {longest} 毫秒。结尾是：{end}。</translation>
    </message>
    <message>
        <source>Nothing scanned yet.</source>
        <translation>还没有扫。</translation>
    </message>
    <message>
        <source>Proposal: keys up to {gap} ms apart are the scanner&apos;s, ended by {end}.</source>
        <translation>建议：相隔不到 {gap} 毫秒的键算扫码枪的，结尾是 {end}。</translation>
    </message>
    <message>
        <source>That read {code}, which is not the code above; it was not counted.</source>
        <translation>扫到的是 {code}，不是上面的码，没有计数。</translation>
    </message>
    <message>
        <source>This scanner is slow: who types very fast may be taken for it. A faster setting is better.</source>
        <translation>这把枪打得慢，打字很快的人可能被当成它。最好把枪调快。</translation>
    </message>
    <message>
        <source>Now: keys up to {gap} ms apart, ended by {end}.</source>
        <translation>现在：相隔不到 {gap} 毫秒，结尾是 {end}。</translation>
    </message>
    <message>
        <source>Three scans first</source>
        <translation>先扫三次</translation>
    </message>
</context>
<context>
    <name>Scheme</name>
    <message>
        <source>Beijing–Inner Mongolia co-operation</source>
        <translation>京蒙协作</translation>
    </message>
    <message>
        <source>Beijing–Hebei assistance</source>
        <translation>京冀帮扶</translation>
    </message>
    <message>
        <source>Counterpart support</source>
        <translation>对口支援</translation>
    </message>
    <message>
        <source>Counterpart co-operation</source>
        <translation>对口协作</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
</context>
<context>
    <name>Selling</name>
    <message>
        <source>Held ticket {name}, {total} yuan, {kinds}, since {time}</source>
        <translation>挂单 {name}，{total} 元，{kinds}，{time} 挂起</translation>
    </message>
    <message>
        <source>Scan, or type a name or its pinyin initials</source>
        <translation>扫码，或输入名称 / 拼音首字母</translation>
    </message>
    <message>
        <source>Scan, or type a name</source>
        <translation>扫码，或输品名</translation>
    </message>
    <message>
        <source>Scan</source>
        <translation>扫码</translation>
    </message>
    <message>
        <source>{receipt} is printed again, marked as a copy</source>
        <translation>{receipt} 正在重印，带“重印”字样</translation>
    </message>
    <message>
        <source>{name}, {origin}, {quantity}, {amount} yuan</source>
        <extracomment>The least of the two columns at the right; they grow with the widest figure on the ticket. At most so much of the table is theirs: goods must be called something. The weight&apos;s sign before a quantity, with its air. The upper and the lower line of a row.</extracomment>
        <translation>{name}，{origin}，{quantity}，{amount} 元</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>这一单</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Scan the first goods and the ticket begins</source>
        <translation>扫第一件商品，就开始一单</translation>
    </message>
    <message>
        <source>No barcode: touch the shelf on the right, or F2 and type the name or its initials</source>
        <translation>没有条码的：点右边的货架，或按 F2 打名称、首字母</translation>
    </message>
    <message>
        <source>No barcode: touch the shelf on the right, or F2</source>
        <translation>没有条码：点右边货架，或按 F2</translation>
    </message>
    <message>
        <source>Quantity, then scan</source>
        <translation>先输数量再扫</translation>
    </message>
    <message>
        <source>Find by name</source>
        <translation>按名称找</translation>
    </message>
    <message>
        <source>Take a held ticket</source>
        <translation>取回挂单</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>改</translation>
    </message>
    <message>
        <source>Change buyer, channel or love card</source>
        <translation>改买方、渠道、爱心卡</translation>
    </message>
    <message>
        <source>To give back {amount} yuan, {counts}</source>
        <translation>应退 {amount} 元，{counts}</translation>
    </message>
    <message>
        <source>Buyer</source>
        <extracomment>Letters of the channels, in their order (`screens/agreeing.py` has those of the rest). Heights of a row; organisations, fairs and agreements have names of two lines. Marks an organisation among the kinds of buyers. Keys that the search box keeps beside what it types. What was set, in words, once it is.</extracomment>
        <translation>买方</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>Love card</source>
        <translation>爱心卡</translation>
    </message>
    <message>
        <source>Agreed</source>
        <translation>约定</translation>
    </message>
    <message>
        <source>To pay</source>
        <translation>应收</translation>
    </message>
    <message>
        <source>To give back</source>
        <translation>应退</translation>
    </message>
    <message>
        <source>Nothing on the ticket yet</source>
        <translation>还没有商品</translation>
    </message>
    <message>
        <source>Saved {amount}</source>
        <translation>已优惠 {amount}</translation>
    </message>
    <message>
        <source>Taken already: {taken}</source>
        <translation>已收 {taken}</translation>
    </message>
    <message>
        <source>To pay {amount} yuan, {counts}</source>
        <translation>应收 {amount} 元，{counts}</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>挂单</translation>
    </message>
    <message>
        <source>No goods to hold</source>
        <translation>没有商品</translation>
    </message>
    <message>
        <source>Nothing held</source>
        <translation>没有挂单</translation>
    </message>
    <message>
        <source>{n} kinds</source>
        <translation>{n} 种</translation>
    </message>
    <message>
        <source>Awaits payment</source>
        <translation>等收款结果</translation>
    </message>
    <message>
        <source>and {n} more: F5</source>
        <translation>还有 {n} 单：F5</translation>
    </message>
    <message>
        <source>Hold this ticket</source>
        <extracomment>A sign of a share can be typed, so that it is refused in words and not left out without one. What asks for a manager&apos;s PIN, or for it once more. The ticket that the open question is about. Whether it is the manager&apos;s: then it does not survive that the page is left. Asks what was answered last once more, with what was typed.</extracomment>
        <translation>挂起当前单</translation>
    </message>
    <message>
        <source>Held tickets: {n}</source>
        <translation>挂单 {n} 张</translation>
    </message>
    <message>
        <source>To look up</source>
        <extracomment>Stands for it where there is no rail.</extracomment>
        <translation>待查条码</translation>
    </message>
    <message>
        <source>Codes to look up: {n}</source>
        <translation>待查条码 {n} 个</translation>
    </message>
    <message>
        <source>Look up {n} · Alt U</source>
        <translation>待查 {n} · Alt U</translation>
    </message>
    <message>
        <source>Alt U links it</source>
        <translation>Alt U 关联商品</translation>
    </message>
    <message>
        <source>Alt U dismisses it</source>
        <translation>不能关联 Alt U</translation>
    </message>
    <message>
        <source>Goods found</source>
        <translation>找到的商品</translation>
    </message>
    <message>
        <source>Found {n} · ↑↓ choose, Enter puts it on the ticket</source>
        <extracomment>The unknown code that the goods are looked for; empty when they are for the ticket alone.</extracomment>
        <translation>找到 {n} 种 · ↑↓ 选，Enter 加进这一单</translation>
    </message>
    <message>
        <source>Found {n} · ↑↓ choose, Enter links it and puts it on the ticket</source>
        <translation>找到 {n} 种 · ↑↓ 选，Enter 关联并加进这一单</translation>
    </message>
    <message>
        <source>Nothing is called {text}</source>
        <translation>没有叫“{text}”的商品</translation>
    </message>
    <message>
        <source>Type a name, its pinyin or its initials</source>
        <translation>输入名称、拼音或首字母</translation>
    </message>
    <message>
        <source>{n} held · type a number, a name or its initials, ↑↓ choose, Enter takes it back</source>
        <extracomment>The numbers of the rows, as Ctrl and the rail have them.</extracomment>
        <translation>{n} 单 · 输入号码、名字或首字母，↑↓ 选，Enter 取回</translation>
    </message>
    <message>
        <source>{name}, {origin}, price asked when it is added</source>
        <translation>{name}，{origin}，现问价</translation>
    </message>
    <message>
        <source>Esc puts it away</source>
        <extracomment>Room for a unit behind a price. It is shown or put away.</extracomment>
        <translation>Esc 收起</translation>
    </message>
    <message>
        <source>Held tickets</source>
        <translation>挂单</translation>
    </message>
    <message>
        <source>No held ticket has the number or name {text}</source>
        <translation>没有号码或名字是 {text} 的挂单</translation>
    </message>
    <message>
        <source>{name}, {origin}, {price} yuan/{unit}</source>
        <translation>{name}，{origin}，{price} 元/{unit}</translation>
    </message>
    <message>
        <source>Usual buyers, fair, agreement, motive</source>
        <translation>常来单位、展销会、协议、动机</translation>
    </message>
    <message>
        <source>Love card shown</source>
        <translation>已出示爱心卡</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>shown</source>
        <translation>已出示</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>不改</translation>
    </message>
    <message>
        <source>Buyer: {buyer} · Channel: {channel}</source>
        <translation>买方：{buyer} · 渠道：{channel}</translation>
    </message>
    <message>
        <source>Channel: {channel}</source>
        <translation>渠道：{channel}</translation>
    </message>
    <message>
        <source>Taken back: {what}</source>
        <translation>已取消：{what}</translation>
    </message>
    <message>
        <source>Chosen: {what}</source>
        <translation>已选：{what}</translation>
    </message>
    <message>
        <source>Buyer&apos;s number or name</source>
        <translation>单位编号或名称</translation>
    </message>
    <message>
        <source>Number, or / and a name</source>
        <translation>编号，或 / 加名称</translation>
    </message>
    <message>
        <source>F9 leads to it, F6 puts it aside for the next customer; nobody pays twice, and no cash for it</source>
        <extracomment>Narrower pages lose the rail of held tickets, lower ones get smaller rows (DESIGN.md section 3; frame taken off). A whole code of the shop&apos;s goods, not the beginning of a name. Keys that go on as long as they are held down. What became of a question during the gesture that is being done.</extracomment>
        <translation>F9 去了结，F6 挂起先接下一位；别让顾客再付一次，也别收现金</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>挂单</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>取单</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Pay</source>
        <translation>收 款</translation>
    </message>
    <message>
        <source>Scan the goods first; {times} waits in the box</source>
        <translation>先扫商品，{times} 在框里等着</translation>
    </message>
    <message>
        <source>Or type their name; Esc takes it away</source>
        <translation>也可以接着输入名称；Esc 清掉</translation>
    </message>
    <message>
        <source>Settle the exchange</source>
        <translation>结清换货</translation>
    </message>
    <message>
        <source>No code waits to be looked up.</source>
        <translation>没有待查的条码。</translation>
    </message>
    <message>
        <source>{code} cannot be linked</source>
        <translation>{code} 不能关联</translation>
    </message>
    <message>
        <source>Del dismisses it, Alt U the next, Esc later.</source>
        <translation>Del 不查了，Alt U 下一个，Esc 以后再说。</translation>
    </message>
    <message>
        <source>Which goods is {code}?</source>
        <translation>{code} 是哪种商品？</translation>
    </message>
    <message>
        <source>Type its name, Enter links it. Del dismisses it, Alt U the next, Esc later.</source>
        <translation>输入名称，Enter 关联；Del 不查了，Alt U 下一个，Esc 以后再说。</translation>
    </message>
    <message>
        <source>{code} is not looked up any more</source>
        <translation>{code} 不再待查</translation>
    </message>
    <message>
        <source>{name} · {quantity} taken off, {amount}</source>
        <translation>{name} · 删掉 {quantity}，{amount}</translation>
    </message>
    <message>
        <source>The ticket changed: the question was dropped, nothing came of it</source>
        <translation>单子变了，刚才问的作废，没有照它改任何东西</translation>
    </message>
    <message>
        <source>No goods</source>
        <translation>没有商品</translation>
    </message>
    <message>
        <source>To the payment</source>
        <translation>去看付款</translation>
    </message>
    <message>
        <source>A name, or none</source>
        <translation>起个名，也可以不填</translation>
    </message>
    <message>
        <source>No ticket is held; nothing was taken back.</source>
        <translation>没有挂单，没有取回什么。</translation>
    </message>
    <message>
        <source>Enter empties it, Esc keeps it</source>
        <translation>Enter 清空，Esc 不清</translation>
    </message>
    <message>
        <source>Give back to the customer: {taken}</source>
        <translation>要退给顾客：{taken}</translation>
    </message>
    <message>
        <source>Yuan off</source>
        <translation>改为优惠</translation>
    </message>
    <message>
        <source>Off the whole line of {amount}</source>
        <translation>整行 {amount} 元里减</translation>
    </message>
    <message>
        <source>Whole ticket</source>
        <translation>整单</translation>
    </message>
    <message>
        <source>Shared over its lines; 0 takes it back</source>
        <translation>分摊到每一行；输入 0 取消</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>改单价</translation>
    </message>
    <message>
        <source>Do not hold</source>
        <translation>不挂</translation>
    </message>
    <message>
        <source>Empty this ticket: {total} yuan, {counts}?</source>
        <translation>清空这一单：{total} 元，{counts}？</translation>
    </message>
    <message>
        <source>The whole ticket emptied, {amount}</source>
        <translation>清空整单 {amount}</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>不清</translation>
    </message>
    <message>
        <source>{name} · price {before} → {after}</source>
        <translation>{name} · 单价 {before} → {after}</translation>
    </message>
    <message>
        <source>New price · {name}</source>
        <translation>改单价 · {name}</translation>
    </message>
    <message>
        <source>Why the price changes</source>
        <translation>为什么改价</translation>
    </message>
    <message>
        <source>{name} · amount {before} → {after}</source>
        <translation>{name} · 金额 {before} → {after}</translation>
    </message>
    <message>
        <source>its label says the price, which stays</source>
        <translation>价在秤签上，不能改</translation>
    </message>
    <message>
        <source>Yuan off · {name}</source>
        <translation>优惠多少元 · {name}</translation>
    </message>
    <message>
        <source>The whole ticket of {total} · {off} off</source>
        <translation>整单 {total} · 优惠 {off}</translation>
    </message>
    <message>
        <source>Yuan off the whole ticket of {total}</source>
        <translation>整单优惠多少元 · 整单 {total}</translation>
    </message>
    <message>
        <source>{name} · at {price} today</source>
        <translation>{name} · 今天 {price}</translation>
    </message>
    <message>
        <source>Today&apos;s price · {name}</source>
        <translation>今天的价格 · {name}</translation>
    </message>
    <message>
        <source>Yuan for one {unit}</source>
        <translation>一{unit}多少元</translation>
    </message>
    <message>
        <source>Do not add</source>
        <translation>不加</translation>
    </message>
    <message>
        <source>Manager&apos;s PIN</source>
        <translation>请店长输入 PIN</translation>
    </message>
    <message>
        <source>Why the manager gives leave</source>
        <translation>店长为什么同意</translation>
    </message>
    <message>
        <source>Yuan are asked for, not %; nothing was changed</source>
        <translation>这里填元，不填 %，什么都没改</translation>
    </message>
    <message>
        <source>Ready. Scan, or touch a shelf; F1 shows every key.</source>
        <translation>可以开始了：扫码，或点右边的货架；F1 看全部按键。</translation>
    </message>
    <message>
        <source>Promotion</source>
        <extracomment>Prices of a time, as the line says them.</extracomment>
        <translation>促销价</translation>
    </message>
    <message>
        <source>Fair price</source>
        <translation>展销价</translation>
    </message>
    <message>
        <source>Organisation price</source>
        <translation>单位价</translation>
    </message>
    <message>
        <source>{price} yuan/{unit}</source>
        <translation>{price} 元/{unit}</translation>
    </message>
    <message>
        <source>not weighed yet</source>
        <translation>还没过秤</translation>
    </message>
    <message>
        <source>Love card · was {price}</source>
        <translation>爱心卡价 · 原 {price}</translation>
    </message>
    <message>
        <source>Price changed · was {price}</source>
        <translation>改价 · 原 {price}</translation>
    </message>
    <message>
        <source>Back from {receipt}</source>
        <translation>退自 {receipt}</translation>
    </message>
    <message>
        <source>{amount} off</source>
        <extracomment>Whether prices of a time run, and for which number of sales and day that was asked.</extracomment>
        <translation>优惠 {amount}</translation>
    </message>
    <message>
        <source>{n} pcs</source>
        <translation>{n} 件</translation>
    </message>
    <message>
        <source>not shown</source>
        <translation>未出示</translation>
    </message>
    <message>
        <source>Changing a price</source>
        <translation>改价</translation>
    </message>
    <message>
        <source>{product} was taken off the ticket</source>
        <translation>{product} 已从这一单拿掉</translation>
    </message>
    <message>
        <source>No goods have this PLU</source>
        <translation>没有商品用这个 PLU</translation>
    </message>
    <message>
        <source>Linking a new code to goods</source>
        <translation>把新条码关联到商品</translation>
    </message>
    <message>
        <source>{code} is {product} from now on</source>
        <translation>{code} 从现在起就是 {product}</translation>
    </message>
    <message>
        <source>{amount} off the whole ticket</source>
        <translation>整单优惠 {amount} 元</translation>
    </message>
    <message>
        <source>Held as {name}</source>
        <extracomment>Of a held ticket; it must fit on its card.</extracomment>
        <translation>已挂单：{name}</translation>
    </message>
    <message>
        <source>F5 brings it back</source>
        <translation>按 F5 取回</translation>
    </message>
    <message>
        <source>Its payment is asked about until it is known; F5 brings it back</source>
        <translation>收款结果会一直问到清楚；F5 取回</translation>
    </message>
    <message>
        <source>{name} is back on the counter</source>
        <translation>{name} 已取回</translation>
    </message>
    <message>
        <source>Cancelling a ticket</source>
        <translation>取消整单</translation>
    </message>
    <message>
        <source>The ticket was cancelled</source>
        <translation>这一单已清空</translation>
    </message>
    <message>
        <source>No printer is set up; {receipt} did not come out</source>
        <translation>还没有设打印机，{receipt} 没有出纸</translation>
    </message>
    <message>
        <source>{product}: {quantity} put down, not weighed yet</source>
        <translation>{product} 还没称重，先按 {quantity} 记</translation>
    </message>
    <message>
        <source>Once weighed, type * and how much in {unit}, such as *2.35</source>
        <translation>称好以后输 *数量 改，按{unit}算，例如 *2.35</translation>
    </message>
    <message>
        <source>A discount above {percent} %</source>
        <translation>优惠超过 {percent} %</translation>
    </message>
    <message>
        <source>An open price above {amount}</source>
        <translation>高于 {amount} 的手输价</translation>
    </message>
    <message>
        <source>Taking goods off the ticket</source>
        <translation>从单子上删货</translation>
    </message>
    <message>
        <source>Selling by a label that does not fit</source>
        <translation>按对不上的秤签卖</translation>
    </message>
    <message>
        <source>Ticket {n}</source>
        <translation>挂单 {n}</translation>
    </message>
    <message>
        <source>Not in the catalogue</source>
        <translation>目录里没有</translation>
    </message>
    <message>
        <source>fair {number}</source>
        <extracomment>The keys of each kind of choice, in their order: the same key is always the same kind.</extracomment>
        <translation>展销会 {number}</translation>
    </message>
    <message>
        <source>agreement {number}</source>
        <translation>协议 {number}</translation>
    </message>
    <message>
        <source>Exchange: {receipt} brings {amount}</source>
        <translation>换货：{receipt} 抵 {amount}</translation>
    </message>
    <message>
        <source>Now scan what the customer takes</source>
        <translation>接着扫顾客换走的商品</translation>
    </message>
    <message>
        <source>{product} does not come back after all</source>
        <translation>{product} 不退了</translation>
    </message>
    <message>
        <source>{kind} · was {price}</source>
        <translation>{kind} · 原价 {price}</translation>
    </message>
    <message>
        <source>Scale</source>
        <extracomment>Milliseconds between two looks at the scale: what is laid on it is seen at once.</extracomment>
        <translation>秤</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>is missing</source>
        <extracomment>Longer texts would fill a receipt.</extracomment>
        <translation>没有写</translation>
    </message>
    <message>
        <source>is not a text</source>
        <translation>不是带引号的文字</translation>
    </message>
    <message>
        <source>is longer than {most} characters</source>
        <translation>超过 {most} 个字</translation>
    </message>
    <message>
        <source>holds control characters</source>
        <translation>里有控制字符</translation>
    </message>
    <message>
        <source>is not a table</source>
        <translation>不是一个段落（方括号开头）</translation>
    </message>
    <message>
        <source>cannot be read: {detail}</source>
        <translation>读不懂：{detail}</translation>
    </message>
    <message>
        <source>is not stored as UTF-8</source>
        <extracomment>More lines of a footer would fill a receipt. What a shop may call a role of its own. Milliseconds between two keys of a scanner, at most; and what a scan may end with.</extracomment>
        <translation>没有存成 UTF-8</translation>
    </message>
    <message>
        <source>cannot be {value}: up to 12 letters and digits, such as DX03</source>
        <translation>不能是 {value}：最多 12 位字母和数字，例如 DX03</translation>
    </message>
    <message>
        <source>cannot be {value}: TRAINING is the number of training, and only its</source>
        <translation>不能是 {value}：TRAINING 是练习专用的店号</translation>
    </message>
    <message>
        <source>cannot be {value}: two digits, such as 01</source>
        <translation>不能是 {value}：两位数字，例如 01</translation>
    </message>
    <message>
        <source>cannot be {value}: the six digits of the district, such as 110115</source>
        <translation>不能是 {value}：区的六位代码，例如 110115</translation>
    </message>
    <message>
        <source>cannot be {value}: one of {choices}</source>
        <translation>不能是 {value}：只能是 {choices} 之一</translation>
    </message>
    <message>
        <source>cannot be {value}: a whole number from 0 to {most}</source>
        <translation>不能是 {value}：要 0 到 {most} 的整数</translation>
    </message>
    <message>
        <source>cannot be {value}: a day, such as 2021-04-16</source>
        <translation>不能是 {value}：要一个日期，例如 2021-04-16</translation>
    </message>
    <message>
        <source>cannot be {value}: a time of day, such as 04:00</source>
        <translation>不能是 {value}：要一个钟点，例如 04:00</translation>
    </message>
    <message>
        <source>is not a list of names of blocks</source>
        <translation>不是小票各段名字的列表</translation>
    </message>
    <message>
        <source>names {value}, and there is no such block: one of {choices}</source>
        <translation>里有 {value}，没有这一段；可用的有：{choices}</translation>
    </message>
    <message>
        <source>names {value} twice: each block is printed once</source>
        <translation>里 {value} 出现了两次：每一段只印一次</translation>
    </message>
    <message>
        <source>leaves out {value}: no receipt may be without it</source>
        <translation>里少了 {value}：小票上不能没有它</translation>
    </message>
    <message>
        <source>begins with {value}: the marks stand first, that is copy</source>
        <translation>以 {value} 开头：最上面必须是标记，也就是 copy</translation>
    </message>
    <message>
        <source>is not a list of at most {most} texts</source>
        <translation>不是最多 {most} 行文字的列表</translation>
    </message>
    <message>
        <source>cannot be {value}: for instance plu5 amount_fen</source>
        <translation>不能是 {value}：例如 plu5 amount_fen</translation>
    </message>
    <message>
        <source>is there already: one layout a flag, of 13 or of 18 digits</source>
        <translation>已经有了：一个前缀只能有一种秤签格式，13 位或 18 位</translation>
    </message>
    <message>
        <source>cannot be {value}: an amount in yuan, such as 5.00</source>
        <translation>不能是 {value}：要写金额（元），如 5.00</translation>
    </message>
    <message>
        <source>is no name of a role: up to 16 letters, digits, - and _</source>
        <translation>不能当角色名：最多 16 个字母、汉字、数字、- 或 _</translation>
    </message>
    <message>
        <source>is nothing that a role could be allowed</source>
        <translation>不是可以授权的事项</translation>
    </message>
    <message>
        <source>cannot be taken from the manager</source>
        <translation>不能从店长那里拿走</translation>
    </message>
    <message>
        <source>cannot be {value}: a whole number from {least} to {most}</source>
        <translation>不能是 {value}：要 {least} 到 {most} 的整数</translation>
    </message>
    <message>
        <source>is neither empty nor a URL that begins with postgresql://</source>
        <translation>要么留空，要么写 postgresql:// 开头的地址</translation>
    </message>
    <message>
        <source>Changing the settings</source>
        <translation>改设置</translation>
    </message>
    <message>
        <source>cannot be {value}: {words}serial:PORT or absent, such as serial:COM3</source>
        <extracomment>The pulse that most drawers and their serial switches know: `ESC p 0`, 50 ms on, 500 ms off.</extracomment>
        <translation>不能是 {value}：写 {words}serial:端口 或 absent，例如 serial:COM3</translation>
    </message>
    <message>
        <source>cannot be {value}: bytes in hexadecimal, such as 1B 70 00 19 FA</source>
        <translation>不能是 {value}：写十六进制字节，例如 1B 70 00 19 FA</translation>
    </message>
    <message>
        <source>is not a list of at most {most} whole numbers of grams up to {grams}</source>
        <translation>不是至多 {most} 个不超过 {grams} 的整克数</translation>
    </message>
    <message>
        <source>is not a list of rows [yuan a kilogram or 0, up to grams, grams that may be missing]</source>
        <translation>不是由 [每公斤元数或 0, 至多克数, 允许短少克数] 组成的列表</translation>
    </message>
    <message>
        <source>cannot be {value}: true, false or the name of a screen</source>
        <translation>不能是 {value}：写 true、false 或屏幕名称</translation>
    </message>
    <message>
        <source>is written in a way that only a person can change</source>
        <translation>的写法程序改不了，请用记事本手工修改</translation>
    </message>
    <message>
        <source>cannot be {value}: letters and digits, such as wxd678efh567hg6787</source>
        <extracomment>Where a service may be spoken to without TLS: on this computer, and nowhere else.</extracomment>
        <translation>不能是 {value}：要字母和数字，例如 wxd678efh567hg6787</translation>
    </message>
    <message>
        <source>cannot be {value}: the digits of the merchant number, such as 1900000109</source>
        <translation>不能是 {value}：要商户号的数字，例如 1900000109</translation>
    </message>
    <message>
        <source>is not the serial number of a certificate: up to 40 of 0-9 and A-F</source>
        <translation>不是证书序列号：最多 40 位，由 0-9 和 A-F 组成</translation>
    </message>
    <message>
        <source>is neither empty nor PUB_KEY_ID_ and digits, nor the serial number of a certificate</source>
        <translation>要么留空，要么是 PUB_KEY_ID_ 加数字，要么是证书序列号</translation>
    </message>
    <message>
        <source>cannot be {value}: up to 32 letters and digits</source>
        <translation>不能是 {value}：最多 32 位字母和数字</translation>
    </message>
    <message>
        <source>cannot be {value}: the digits of the application, such as 2014072300007148</source>
        <translation>不能是 {value}：要应用号的数字，例如 2014072300007148</translation>
    </message>
    <message>
        <source>cannot be {value}: the name of a file in the folder keys</source>
        <translation>不能是 {value}：要 keys 文件夹里的文件名</translation>
    </message>
    <message>
        <source>cannot be {value}: an address that begins with https://</source>
        <translation>不能是 {value}：要以 https:// 开头的地址</translation>
    </message>
    <message>
        <source>cannot be {value}: 0 (by the paper), or from {least} to {most}</source>
        <extracomment>A pulse is sent in steps of two milliseconds; a longer one burns the drawer&apos;s coil.</extracomment>
        <translation>不能是 {value}：填 0（按纸宽）或 {least} 到 {most}</translation>
    </message>
    <message>
        <source>cannot be {value}: milliseconds from {least} to {most}</source>
        <translation>不能是 {value}：{least} 到 {most} 毫秒</translation>
    </message>
    <message>
        <source>is not a list of at most {most} different names</source>
        <translation>不是最多 {most} 个互不相同的名称</translation>
    </message>
</context>
<context>
    <name>Sheets</name>
    <message>
        <source>A formula stands here. Put in its value.</source>
        <extracomment>The sentence of each reason. {value} is what stands in the cell.</extracomment>
        <translation>这里是公式，请改成算好的值。</translation>
    </message>
    <message>
        <source>{value} is no value. Put in the right one.</source>
        <translation>{value} 不是有效的值，请填正确的值。</translation>
    </message>
    <message>
        <source>There is an invisible control character in the text. Retype it.</source>
        <translation>文字里夹着看不见的控制字符，请重新输入一遍。</translation>
    </message>
    <message>
        <source>Longer than {most} characters. Shorten it.</source>
        <translation>超过 {most} 个字，请写短一些。</translation>
    </message>
    <message>
        <source>Excel has rounded {value}; its last digits are lost. Make the column text and put them in again.</source>
        <translation>{value} 已被 Excel 四舍五入，末几位丢了。请把这一列设成文本，再填一遍。</translation>
    </message>
    <message>
        <source>The product has no code, no barcode and no PLU. Give it one of them.</source>
        <translation>商品编号、条码、PLU 都没有，请至少填一个。</translation>
    </message>
    <message>
        <source>The product code {value} stands in row {first} already.</source>
        <translation>商品编号 {value} 在第 {first} 行已经有了。</translation>
    </message>
    <message>
        <source>The product&apos;s name is missing.</source>
        <translation>没有填商品名称。</translation>
    </message>
    <message>
        <source>The name has more than {most} characters. Shorten it.</source>
        <translation>商品名称超过 {most} 个字，请写短一些。</translation>
    </message>
    <message>
        <source>The check digit of {value} is wrong. Compare it with the pack.</source>
        <translation>{value} 的校验位不对，请和包装上的条码核对。</translation>
    </message>
    <message>
        <source>{value} is not a barcode of 13 or 8 digits.</source>
        <translation>{value} 不是 13 位或 8 位的条码。</translation>
    </message>
    <message>
        <source>{value}: behind the * stands how many units the carton holds, from 1.</source>
        <translation>{value}：* 后面要写这一箱算几个，从 1 起的整数。</translation>
    </message>
    <message>
        <source>The barcode {value} belongs to {other} already.</source>
        <translation>条码 {value} 已经属于 {other}。</translation>
    </message>
    <message>
        <source>{value} begins like a label of the shop&apos;s scales (20 to 29).</source>
        <translation>{value} 是 20–29 开头，那是店内条码秤用的，不能作商品条码。</translation>
    </message>
    <message>
        <source>Goods sold by weight need a PLU.</source>
        <translation>称重商品要填 PLU。</translation>
    </message>
    <message>
        <source>{value} is not a PLU of five digits.</source>
        <translation>{value} 不是五位数字的 PLU。</translation>
    </message>
    <message>
        <source>The PLU {value} belongs to {other} already.</source>
        <translation>PLU {value} 已经属于 {other}。</translation>
    </message>
    <message>
        <source>The unit is missing; a price without unit is not a price.</source>
        <translation>没有填计价单位；没有单位的价格不算价格。</translation>
    </message>
    <message>
        <source>{value} is not a unit the till knows. Pick one from the list of the template.</source>
        <translation>不认识计价单位「{value}」，请从模板的下拉表里选一个。</translation>
    </message>
    <message>
        <source>Goods sold by weight are priced per 公斤 or 500克, not per {value}.</source>
        <translation>称重商品只按 公斤 或 500克 计价，不能按「{value}」。</translation>
    </message>
    <message>
        <source>{value} is not 计件 or 称重.</source>
        <translation>计价方式「{value}」不对，只能是 计件 或 称重。</translation>
    </message>
    <message>
        <source>{value} is not a price from 0.01 to 999,999.99 with at most two decimals.</source>
        <translation>售价「{value}」不对，要在 0.01 到 999,999.99 之间，最多两位小数。</translation>
    </message>
    <message>
        <source>{value} is not a price from 0.01 up to the shelf price.</source>
        <translation>爱心卡价「{value}」不对，要在 0.01 和售价之间，最多两位小数。</translation>
    </message>
    <message>
        <source>{value} is not an amount of at least 0 with at most two decimals.</source>
        <translation>进价「{value}」不对，不能小于 0，最多两位小数。</translation>
    </message>
    <message>
        <source>{value} is not a valid credit code of 18 characters.</source>
        <translation>「{value}」不是正确的 18 位统一社会信用代码。</translation>
    </message>
    <message>
        <source>{value} is not a date. Write it like 2021-09-08.</source>
        <translation>「{value}」不是日期，请写成 2021-09-08 这样。</translation>
    </message>
    <message>
        <source>A certificate&apos;s last day needs the certificate&apos;s number.</source>
        <translation>填了认定有效期，还要填认定编号。</translation>
    </message>
    <message>
        <source>{value} is not a number of whole days from 1 to 36500.</source>
        <translation>保质期「{value}」不对，要填 1 到 36500 的整天数。</translation>
    </message>
    <message>
        <source>{value} is not a VAT rate in force. Write 免税, 不征税 or a rate such as 9%.</source>
        <translation>税率「{value}」不在现行税率里，请填 免税、不征税，或 9% 这样的税率。</translation>
    </message>
    <message>
        <source>{value} is not a tax class code of 19 digits.</source>
        <translation>「{value}」不是 19 位的税收分类编码。</translation>
    </message>
    <message>
        <source>{value} is not 自营 or 代销.</source>
        <translation>经营方式「{value}」不对，只能是 自营 或 代销。</translation>
    </message>
    <message>
        <source>Goods on consignment need the shop&apos;s share in percent.</source>
        <translation>代销商品要填扣点。</translation>
    </message>
    <message>
        <source>{value} is not a percentage from 0 to 100 with at most two decimals.</source>
        <translation>扣点「{value}」不对，要在 0 到 100 之间，最多两位小数。</translation>
    </message>
    <message>
        <source>{value} is not a jpg or png beside the sheet.</source>
        <translation>图片「{value}」不对，只能是表格旁边的 jpg 或 png，不能写绝对路径或 ..。</translation>
    </message>
    <message>
        <source>{value} is not a quantity above 0 with at most three decimals.</source>
        <translation>数量「{value}」不对，要大于 0，最多三位小数。</translation>
    </message>
    <message>
        <source>No product is called {value}, neither here nor in the till.</source>
        <translation>表里和收银机里都没有「{value}」这个商品。</translation>
    </message>
    <message>
        <source>{value} is a box itself and cannot lie in a box.</source>
        <translation>{value} 自己就是礼盒，不能再装进礼盒。</translation>
    </message>
    <message>
        <source>{value} stands in this box already. Write one row with the whole quantity.</source>
        <translation>{value} 在这个礼盒里已经有一行了，请合成一行。</translation>
    </message>
    <message>
        <source>This must be filled in.</source>
        <translation>这一格必须填。</translation>
    </message>
    <message>
        <source>{value} stands in row {first} already.</source>
        <translation>{value} 在第 {first} 行已有了。</translation>
    </message>
    <message>
        <source>{value} is none of the words for this column: {words}.</source>
        <translation>这一列不能填“{value}”，只能填：{words}。</translation>
    </message>
    <message>
        <source>The end {last} comes before the beginning {first}.</source>
        <translation>截止 {last} 早于起始 {first}。</translation>
    </message>
    <message>
        <source>{value} is not an amount in yuan that may stand here.</source>
        <translation>“{value}”不是这里能填的金额（元，最多两位小数）。</translation>
    </message>
    <message>
        <source>{value} is not a whole number that may stand here.</source>
        <translation>“{value}”不是这里能填的整数。</translation>
    </message>
    <message>
        <source>{value} is not the first six digits of a card; never put in more.</source>
        <translation>{value} 不是卡号前 6 位；这里只填 6 位数字，不要多填。</translation>
    </message>
    <message>
        <source>No 分中心 has the number {value}, neither here nor in the till.</source>
        <translation>表里和机里都没有编号 {value} 的分中心。</translation>
    </message>
    <message>
        <source>No outlet has the number {value}, neither here nor in the till.</source>
        <translation>表里和机里都没有编号 {value} 的网点。</translation>
    </message>
    <message>
        <source>No producer has the credit code {value}, neither here nor in the till.</source>
        <translation>表里和机里都没有信用代码 {value} 的帮扶企业。</translation>
    </message>
    <message>
        <source>No buyer has the number {value}, neither here nor in the till.</source>
        <translation>表里和机里都没有编号 {value} 的采购单位。</translation>
    </message>
    <message>
        <source>No agreement has the number {value}, neither here nor in the till.</source>
        <translation>表里和机里都没有编号 {value} 的协议。</translation>
    </message>
    <message>
        <source>No fair has the number {value}, neither here nor in the till.</source>
        <translation>表里和机里都没有编号 {value} 的展销会。</translation>
    </message>
    <message>
        <source>{value} belongs to another unit itself; name the unit at the top.</source>
        <translation>{value} 自己也有上级；请填最上级的单位。</translation>
    </message>
    <message>
        <source>{value} is paired under this scheme already from {first} on.</source>
        <translation>{value} 同一结对类型从 {first} 起已经有一段，日期重叠。</translation>
    </message>
    <message>
        <source>{value} has a price of this kind already from {first} on.</source>
        <translation>{value} 从 {first} 起已有同类活动价，日期重叠。</translation>
    </message>
    <message>
        <source>{value} is more than the price it is compared with.</source>
        <translation>活动价 {value} 高于原价。</translation>
    </message>
    <message>
        <source>Households need their year and the number of the paper.</source>
        <translation>填户数要同时填年度和佐证。</translation>
    </message>
    <message>
        <source>帮扶企业 and 联农带农 say different households of {value} for {year}.</source>
        <translation>{value} {year} 年的户数，帮扶企业和联农带农两张表不一致。</translation>
    </message>
    <message>
        <source>{value} is not the base times the ratio, which is {target}.</source>
        <translation>目标 {value} 不等于基数乘比例（{target}）。</translation>
    </message>
    <message>
        <source>{days} days from {first} on do not end on {last}.</source>
        <translation>从 {first} 起 {days} 天，不是到 {last}。</translation>
    </message>
    <message>
        <source>{value} is another product than {other} in this row.</source>
        <translation>{value} 与本行的 {other} 不是同一种商品。</translation>
    </message>
    <message>
        <source>The batch number is missing.</source>
        <translation>缺少批号。</translation>
    </message>
    <message>
        <source>The batch {value} of this product stands in row {first} already.</source>
        <translation>这种商品的批号 {value} 在第 {first} 行已经有了。</translation>
    </message>
    <message>
        <source>The batch {value} of this product came in before, with other dates, quantities or papers.</source>
        <translation>这种商品的批号 {value} 以前收过货，日期、数量或单据和这次不同。</translation>
    </message>
    <message>
        <source>These goods expire: fill in the last day, or the day they were produced.</source>
        <translation>这种商品有保质期：请填到期日期，或者生产日期。</translation>
    </message>
    <message>
        <source>{value} is still to come; goods are booked when they are here.</source>
        <translation>{value} 还没有到；货到了再入账。</translation>
    </message>
    <message>
        <source>{value} comes before {first}.</source>
        <translation>{value} 早于 {first}。</translation>
    </message>
    <message>
        <source>No batch {value} of this product was ever received.</source>
        <translation>这种商品没有收过批号 {value}。</translation>
    </message>
    <message>
        <source>{value} is more than the {left} that are there.</source>
        <translation>{value} 多于现有的 {left}。</translation>
    </message>
    <message>
        <source>Goods that are written off need a reason.</source>
        <translation>报损要写原因。</translation>
    </message>
    <message>
        <source>The batch ended on {value}; the till will not sell it.</source>
        <translation>这批货 {value} 已到期，收银机不会卖它。</translation>
    </message>
    <message>
        <source>Fresh goods came without the number of their 承诺达标合格证.</source>
        <translation>生鲜商品没有填承诺达标合格证编号。</translation>
    </message>
    <message>
        <source>No batch of {value} was ever received; it is written down without one.</source>
        <translation>{value} 没有收过任何批次，这次只记数量，不记批次。</translation>
    </message>
    <message>
        <source>No batch of {value} was ever received; the count opens the batch {batch}.</source>
        <translation>{value} 没有收过任何批次，盘点时新立批号 {batch}。</translation>
    </message>
    <message>
        <source>斤 is read as 500克.</source>
        <translation>计价单位 斤 按 500克 收。</translation>
    </message>
    <message>
        <source>{value} does not look like {code} {name}. The code counts.</source>
        <translation>产地「{value}」和 {code} {name} 不像同一个地方，以代码为准。</translation>
    </message>
    <message>
        <source>{code} {name} is not a paired region today.</source>
        <translation>{code} {name} 今天不是结对地区。</translation>
    </message>
    <message>
        <source>The certificate ended on {value}; its mark is not printed.</source>
        <translation>认定已于 {value} 到期，照卖，但不印帮扶标。</translation>
    </message>
    <message>
        <source>The credit code of the producer points to {region}, not to {code}.</source>
        <translation>生产单位的信用代码是 {region} 的，和产地 {code} 不同。</translation>
    </message>
    <message>
        <source>The producer {value} is not known yet and has no credit code.</source>
        <translation>生产单位「{value}」还没有登记，也没有填信用代码。</translation>
    </message>
    <message>
        <source>There is no picture {value} beside the sheet.</source>
        <translation>表格旁边没有图片 {value}。</translation>
    </message>
    <message>
        <source>The column {value} is not known and was passed over.</source>
        <translation>不认识「{value}」这一列，略过了。</translation>
    </message>
    <message>
        <source>The sheet {value} is not known and was passed over.</source>
        <translation>不认识「{value}」这张表，略过了。</translation>
    </message>
    <message>
        <source>row {row}</source>
        <extracomment>Blank at the ends of a cell: spaces (also the wide and the unbreakable one), tabs and line ends. A float shows 15 digits; from here on Excel has rounded.</extracomment>
        <translation>第 {row} 行</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>空</translation>
    </message>
    <message>
        <source>{file} could not be opened: {why}. Nothing was taken.</source>
        <extracomment>The grid that the parser lays out: generous for a real sheet, harmless for the memory. Marks of cells that hold no plain value.</extracomment>
        <translation>打不开 {file}：{why}。什么都没有收进来。</translation>
    </message>
    <message>
        <source>Check the name and the folder, and close the file if it is open elsewhere.</source>
        <translation>请核对文件名和文件夹；如果别处正开着它，请先关上。</translation>
    </message>
    <message>
        <source>The file is larger than {most}.</source>
        <translation>文件超过 {most}，没有收。</translation>
    </message>
    <message>
        <source>Split it into several files.</source>
        <translation>请拆成几个文件再导入。</translation>
    </message>
    <message>
        <source>The sheet {sheet} has more than {most} rows.</source>
        <translation>表「{sheet}」超过 {most} 行，没有收。</translation>
    </message>
    <message>
        <source>The sheet {sheet} reaches to the cell {cell}.</source>
        <translation>表「{sheet}」一直用到了 {cell} 单元格，没有收。</translation>
    </message>
    <message>
        <source>Delete what stands outside the table, or copy the table into a new book.</source>
        <translation>请删掉表格以外的内容，或把表格复制到新的工作簿里。</translation>
    </message>
    <message>
        <source>The file is an old .xls, or protected by a password.</source>
        <translation>这是旧的 .xls 文件，或者加了密码，没有收。</translation>
    </message>
    <message>
        <source>Open it in Excel and save it as .xlsx without a password.</source>
        <translation>请用 Excel 打开，去掉密码，另存为 .xlsx。</translation>
    </message>
    <message>
        <source>The file is neither an Excel book (.xlsx) nor a readable .csv.</source>
        <translation>这个文件不是 Excel 工作簿（.xlsx），也不是能读的 .csv，没有收。</translation>
    </message>
    <message>
        <source>Open it in Excel and save it as .xlsx.</source>
        <translation>请用 Excel 打开，另存为 .xlsx。</translation>
    </message>
    <message>
        <source>The book holds definitions that no Excel writes (DTD, entities).</source>
        <translation>这个工作簿里有 Excel 不会写的定义（DTD、实体），没有收。</translation>
    </message>
    <message>
        <source>The book has no sheet named {sheet}.</source>
        <extracomment>The header is the first of so many rows that holds at least so many known words.</extracomment>
        <translation>这个工作簿里没有名为「{sheet}」的表，没有收。</translation>
    </message>
    <message>
        <source>Name the sheet {sheet}, or start from the template.</source>
        <translation>请把表名改成「{sheet}」，或从模板开始填。</translation>
    </message>
    <message>
        <source>No header was found in the first ten rows of {sheet}.</source>
        <translation>在「{sheet}」的前十行里没有找到表头，没有收。</translation>
    </message>
    <message>
        <source>Put the column names of the template over the rows.</source>
        <translation>请把模板里的列名放在数据上面一行。</translation>
    </message>
    <message>
        <source>The column {header} stands twice in the header.</source>
        <translation>表头里「{header}」这一列出现了两次，没有收。</translation>
    </message>
    <message>
        <source>Delete one of the two columns.</source>
        <translation>请删掉其中一列。</translation>
    </message>
    <message>
        <source>The column {header} is missing.</source>
        <translation>缺少「{header}」这一列，没有收。</translation>
    </message>
    <message>
        <source>Add it; the template shows all columns.</source>
        <translation>请补上；模板里有全部的列。</translation>
    </message>
    <message>
        <source>{file} was not written: {why}.</source>
        <extracomment>What a column holds: how its numbers look and how wide it starts. A text that begins with one of these is run as a formula by one spreadsheet or another. What a spreadsheet shows where a value could not be worked out. No sheet may hold these; the last are no characters at all.</extracomment>
        <translation>没有写出 {file}：{why}。</translation>
    </message>
    <message>
        <source>Close it if it is open elsewhere, make room on the disk, or choose another folder.</source>
        <translation>如果别处正开着它，请先关上；或腾出磁盘空间，或换一个文件夹。</translation>
    </message>
</context>
<context>
    <name>Shelves</name>
    <message>
        <source>Promotion</source>
        <translation>促销</translation>
    </message>
    <message>
        <source>Near its date</source>
        <translation>临期</translation>
    </message>
    <message>
        <source>Few left</source>
        <translation>量少</translation>
    </message>
    <message>
        <source>Sold out</source>
        <translation>缺货</translation>
    </message>
    <message>
        <source>Past its date</source>
        <translation>过期</translation>
    </message>
    <message>
        <source>{name} {spec}, {price} yuan/{unit}</source>
        <translation>{name} {spec}，{price} 元/{unit}</translation>
    </message>
    <message>
        <source>{name} {spec}, price asked when it is added, per {unit}</source>
        <translation>{name} {spec}，现问价，按{unit}</translation>
    </message>
    <message>
        <source>yuan/{unit}</source>
        <translation>元/{unit}</translation>
    </message>
    <message>
        <source>More {n}</source>
        <translation>更多 {n}</translation>
    </message>
    <message>
        <source>Shelves</source>
        <translation>货架</translation>
    </message>
    <message>
        <source>Shelves before</source>
        <translation>上一页货架</translation>
    </message>
    <message>
        <source>Next shelves</source>
        <translation>下一页货架</translation>
    </message>
    <message>
        <source>Shelves {page} of {count}</source>
        <translation>货架 第 {page} 页 · 共 {count} 页</translation>
    </message>
    <message>
        <source>No goods on this shelf yet. The manager brings them in from the catalogue.</source>
        <translation>这个货架还没有商品。店长导入商品目录后，就显示在这里。</translation>
    </message>
    <message>
        <source>Loose</source>
        <extracomment>How many receipts back &quot;of late&quot; goes, and how many tiles a favourites shelf has.</extracomment>
        <translation>散称</translation>
    </message>
    <message>
        <source>Chilled</source>
        <translation>冷藏</translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation>冷冻</translation>
    </message>
    <message>
        <source>Packed</source>
        <translation>包装</translation>
    </message>
    <message>
        <source>Usual</source>
        <extracomment>What is agreed for the ticket on the counter; the tiles ask its prices.</extracomment>
        <translation>常用</translation>
    </message>
    <message>
        <source>kg</source>
        <translation>千克</translation>
    </message>
    <message>
        <source>{left} {unit} left</source>
        <translation>余 {left} {unit}</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>现价</translation>
    </message>
</context>
<context>
    <name>Shift</name>
    <message>
        <source>Confirm the count and close</source>
        <extracomment>Lower than this a refusal takes the place of the clerk&apos;s name. How high the page must be for the hint that says when the count is compared.</extracomment>
        <translation>确认点数，交班</translation>
    </message>
    <message>
        <source>Float in yuan</source>
        <translation>备用金（元）</translation>
    </message>
    <message>
        <source>Open the shift</source>
        <translation>开班</translation>
    </message>
    <message>
        <source>No shift is open; count the float in, then sell</source>
        <translation>还没开班；数好备用金再开始卖</translation>
    </message>
    <message>
        <source>Float in the drawer</source>
        <translation>钱箱里的备用金</translation>
    </message>
    <message>
        <source>The X report is being printed</source>
        <translation>正在打印 X 报表</translation>
    </message>
    <message>
        <source>No printer is set up; nothing was printed</source>
        <translation>没有设打印机，没有打印</translation>
    </message>
    <message>
        <source>Choose one under Settings, Printer</source>
        <translation>到 设置 · 打印机 选一台</translation>
    </message>
    <message>
        <source>{payment}: say how it was settled</source>
        <translation>{payment}：写明怎样了结的</translation>
    </message>
    <message>
        <source>The difference is approved</source>
        <translation>差额已由店长确认</translation>
    </message>
    <message>
        <source>opened {time} · {receipts} receipts · {refunds} refunds · {openings} drawer openings</source>
        <translation>{time} 开班 · {receipts} 单 · 退货 {refunds} · 开钱箱 {openings} 次（无销售）</translation>
    </message>
    <message>
        <source>opened {time} · {receipts} receipts · {refunds} refunds</source>
        <translation>{time} 接班 · {receipts} 单 · 退货 {refunds} 笔</translation>
    </message>
    <message>
        <source>opened {time} · {receipts} receipts</source>
        <translation>{time} 接班 · {receipts} 单</translation>
    </message>
    <message>
        <source>Compared only after you confirm</source>
        <translation>确认后才和系统对</translation>
    </message>
    <message>
        <source>The manager sees the difference; a confirmed count stays as it is</source>
        <translation>差额由店长看；确认了就不能改，只能补说明</translation>
    </message>
    <message>
        <source>What you sell now still counts for {day}</source>
        <translation>现在卖的仍算 {day} 的</translation>
    </message>
    <message>
        <source>Esc once more sells on; better count and close first</source>
        <translation>再按 Esc 先卖货；最好先点钱、交班</translation>
    </message>
    <message>
        <source>{day} is still open; today has not begun</source>
        <translation>{day} 还没交班，今天的班还没开</translation>
    </message>
    <message>
        <source>Count, close, then open today; Esc puts it off</source>
        <translation>先点钱、交班，再开今天的班；Esc 稍后</translation>
    </message>
    <message>
        <source>The drawer differs by more than {amount}: manager, please approve</source>
        <translation>钱箱相差超过 {amount} 元，请店长确认</translation>
    </message>
    <message>
        <source>The shift is closed; the difference is not approved</source>
        <translation>班已交，差额没有店长确认</translation>
    </message>
    <message>
        <source>It stands so on the daily summary</source>
        <translation>日报上会写明未确认</translation>
    </message>
    <message>
        <source>Count first; no cash at all is 0</source>
        <translation>先数钱箱；一分没有就输 0</translation>
    </message>
    <message>
        <source>Type the float first; none is 0</source>
        <translation>先输备用金；没有就输 0</translation>
    </message>
    <message>
        <source>Before closing</source>
        <translation>交班前</translation>
    </message>
    <message>
        <source>in order</source>
        <translation>没问题</translation>
    </message>
    <message>
        <source>to be looked at</source>
        <translation>要看一下</translation>
    </message>
    <message>
        <source>Have a look</source>
        <translation>去看</translation>
    </message>
    <message>
        <source>Have a look: {title}</source>
        <translation>去看：{title}</translation>
    </message>
    <message>
        <source>Put in</source>
        <translation>放入</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>取出</translation>
    </message>
    <message>
        <source>Cash in and out</source>
        <translation>本班现金进出</translation>
    </message>
    <message>
        <source>Cash from sales is not shown here</source>
        <translation>销售现金不在这里显示</translation>
    </message>
    <message>
        <source>Amount in yuan</source>
        <translation>金额（元）</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>做什么用</translation>
    </message>
    <message>
        <source>Note it</source>
        <translation>记下</translation>
    </message>
    <message>
        <source>Put cash into the drawer</source>
        <translation>往钱箱放入现金</translation>
    </message>
    <message>
        <source>Take cash out of the drawer</source>
        <translation>从钱箱取出现金</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>点数</translation>
    </message>
    <message>
        <source>Should be there</source>
        <translation>应有</translation>
    </message>
    <message>
        <source>The Z stands in the books; it cannot be changed any more</source>
        <translation>Z 报表已入账，不能再改</translation>
    </message>
    <message>
        <source>Shift closed · Z {z}</source>
        <translation>已交班 · Z {z}</translation>
    </message>
    <message>
        <source>The manager sees the difference</source>
        <translation>差额由店长看</translation>
    </message>
    <message>
        <source>The drawer is even</source>
        <translation>钱箱平</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>多</translation>
    </message>
    <message>
        <source>Short</source>
        <translation>少</translation>
    </message>
    <message>
        <source>How many of {label}</source>
        <translation>{label}有几张（枚）</translation>
    </message>
    <message>
        <source>One {label} more</source>
        <translation>{label}加一</translation>
    </message>
    <message>
        <source>One {label} less</source>
        <translation>{label}减一</translation>
    </message>
    <message>
        <source>Counted in all</source>
        <extracomment>The notes that were counted before a total was typed over them.</extracomment>
        <translation>点数合计</translation>
    </message>
    <message>
        <source>Count the drawer</source>
        <translation>数钱箱</translation>
    </message>
    <message>
        <source>Only count, never look at what it should be. Type how many, Enter goes on</source>
        <translation>只数，不看应有多少。小键盘输张数，回车到下一格</translation>
    </message>
    <message>
        <source>Type how many, Enter goes on</source>
        <translation>输张数，回车到下一行</translation>
    </message>
    <message>
        <source>Esc: back to the notes that were counted</source>
        <translation>按 Esc 找回刚才数的张数</translation>
    </message>
    <message>
        <source>F9: type the total at once</source>
        <translation>也可以按 F9 直接输总数</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>{names} and {n} more</source>
        <translation>{names} 等另 {n} 张</translation>
    </message>
    <message>
        <source>{n} yuan</source>
        <extracomment>The X that stands in front; None where none does.</extracomment>
        <translation>{n} 元</translation>
    </message>
    <message>
        <source>{n} jiao</source>
        <translation>{n} 角</translation>
    </message>
    <message>
        <source>notes</source>
        <translation>张</translation>
    </message>
    <message>
        <source>coins</source>
        <translation>枚</translation>
    </message>
    <message>
        <source>Float</source>
        <translation>备用金</translation>
    </message>
    <message>
        <source>No ticket is open</source>
        <translation>没有进行中的单</translation>
    </message>
    <message>
        <source>A ticket is still open</source>
        <translation>台面上还有一单没收完</translation>
    </message>
    <message>
        <source>Finish it or cancel it</source>
        <translation>收完，或清空</translation>
    </message>
    <message>
        <source>No ticket is held</source>
        <translation>没有挂单</translation>
    </message>
    <message>
        <source>{n} tickets are still held</source>
        <translation>还有 {n} 张挂单</translation>
    </message>
    <message>
        <source>{names}: F5 takes them back</source>
        <translation>{names}：到收银页按 F5 取回</translation>
    </message>
    <message>
        <source>They stay open beyond this shift until they are</source>
        <translation>交班后也会留着，直到了结</translation>
    </message>
    <message>
        <source>Taking cash out of the drawer</source>
        <translation>从钱箱取现金</translation>
    </message>
    <message>
        <source>Approving a difference</source>
        <translation>确认差额</translation>
    </message>
    <message>
        <source>the one on the counter</source>
        <translation>台面上这一单</translation>
    </message>
    <message>
        <source>Everything is printed</source>
        <translation>打印都出了</translation>
    </message>
    <message>
        <source>{n} papers wait for the printer</source>
        <translation>还有 {n} 张等着打印</translation>
    </message>
    <message>
        <source>Every day went to the district</source>
        <translation>每天的文件都交了</translation>
    </message>
    <message>
        <source>{n} days have not gone to the district</source>
        <translation>未交文件 {n} 天</translation>
    </message>
    <message>
        <source>Export them on the day page</source>
        <translation>在日报页导出到区里</translation>
    </message>
    <message>
        <source>{n} payments are not settled yet</source>
        <translation>还有 {n} 笔付款没有弄清</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>再查</translation>
    </message>
    <message>
        <source>Give it back</source>
        <translation>退给顾客</translation>
    </message>
    <message>
        <source>Settle</source>
        <translation>核销</translation>
    </message>
    <message>
        <source>X report</source>
        <translation>X 报表</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Back to the count</source>
        <translation>回到点数</translation>
    </message>
    <message>
        <source>The X report</source>
        <translation>看 X 报表</translation>
    </message>
</context>
<context>
    <name>Staff</name>
    <message>
        <source>People</source>
        <translation>员工</translation>
    </message>
    <message>
        <source>What roles may do</source>
        <translation>角色权限</translation>
    </message>
    <message>
        <source>/ number, name or role</source>
        <translation>/ 编号、姓名、角色</translation>
    </message>
    <message>
        <source>Search by number, name or role</source>
        <translation>按编号、姓名或角色找</translation>
    </message>
    <message>
        <source>Show who has left</source>
        <translation>显示已离职</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>改</translation>
    </message>
    <message>
        <source>New role</source>
        <translation>新角色</translation>
    </message>
    <message>
        <source>Take the role away</source>
        <translation>删角色</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>加入</translation>
    </message>
    <message>
        <source>New PIN</source>
        <translation>新 PIN</translation>
    </message>
    <message>
        <source>Another role</source>
        <translation>换角色</translation>
    </message>
    <message>
        <source>Leaves the shop</source>
        <translation>离职</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Role</source>
        <extracomment>Which boxes each form shows, in the order Enter walks them.</extracomment>
        <translation>角色</translation>
    </message>
    <message>
        <source>has left</source>
        <translation>已离职</translation>
    </message>
    <message>
        <source>signed in now</source>
        <translation>现在登录</translation>
    </message>
    <message>
        <source>Staff and roles are the manager&apos;s</source>
        <translation>员工和角色由店长管</translation>
    </message>
    <message>
        <source>F12, then the manager&apos;s PIN opens this page; the ticket stays where it is</source>
        <translation>按 F12，店长输 PIN后打开本页；台面上的单子不会丢</translation>
    </message>
    <message>
        <source>Number, e.g. 04</source>
        <translation>编号，如 04</translation>
    </message>
    <message>
        <source>Name, stays in the shop</source>
        <translation>姓名，只在店里显示</translation>
    </message>
    <message>
        <source>PIN, 4 to 8 digits; no birthday, no row</source>
        <translation>PIN 4 到 8 位，别用生日和连号</translation>
    </message>
    <message>
        <source>The same PIN once more</source>
        <translation>同一个 PIN 再输一遍</translation>
    </message>
    <message>
        <source>Add somebody</source>
        <translation>加员工</translation>
    </message>
    <message>
        <source>Nobody fits</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>{role}; signs in by PIN alone</source>
        <translation>{role}，凭 PIN 登录</translation>
    </message>
    <message>
        <source>{role}; has left, the number stays taken</source>
        <translation>{role}，已离职，号码保留</translation>
    </message>
    <message>
        <source>nobody chosen who works here</source>
        <translation>先选一位在职员工</translation>
    </message>
    <message>
        <source>New PIN for {who}</source>
        <translation>给 {who} 设新 PIN</translation>
    </message>
    <message>
        <source>Another role for {who}</source>
        <translation>给 {who} 换角色</translation>
    </message>
    <message>
        <source>{who} leaves the shop?</source>
        <translation>{who} 离职？</translation>
    </message>
    <message>
        <source>The PIN alone says who it is; let them type it themselves</source>
        <translation>只凭 PIN 认人，请本人来输</translation>
    </message>
    <message>
        <source>The old PIN opens nothing any more; let them type it themselves</source>
        <translation>旧 PIN 马上失效，请本人来输</translation>
    </message>
    <message>
        <source>Counts from the next time they sign in</source>
        <translation>下次登录起按新角色</translation>
    </message>
    <message>
        <source>Signs in no more; what was sold stays under the number, nobody else gets it</source>
        <translation>不能再登录；卖过的仍记在这个号下，号码不再给别人</translation>
    </message>
    <message>
        <source>Save the PIN</source>
        <translation>保存 PIN</translation>
    </message>
    <message>
        <source>Save the role</source>
        <translation>保存角色</translation>
    </message>
    <message>
        <source>Yes, has left</source>
        <translation>确认离职</translation>
    </message>
    <message>
        <source>Number {no} may work here now</source>
        <translation>{no} 号可以上机了</translation>
    </message>
    <message>
        <source>Number {no} has a new PIN</source>
        <translation>{no} 号换了新 PIN</translation>
    </message>
    <message>
        <source>Number {no} is {role} now</source>
        <translation>{no} 号现在是{role}</translation>
    </message>
    <message>
        <source>Number {no} has left; the number stays taken</source>
        <translation>{no} 号已离职，号码保留</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Role (↑ ↓)</source>
        <translation>角色（↑ ↓ 选）</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>PIN once more</source>
        <translation>再输一遍 PIN</translation>
    </message>
    <message>
        <source>Without a yes the manager&apos;s PIN and reason allow it once. Changes count at once.</source>
        <translation>没打勾的事，店长输 PIN、写理由可以放行一次。改完马上生效。</translation>
    </message>
    <message>
        <source>Without a yes: the manager&apos;s PIN, once</source>
        <translation>没打勾的，店长输 PIN 放行一次</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>May do alone</source>
        <translation>可以自己做的事</translation>
    </message>
    <message>
        <source>clerk and manager stay</source>
        <translation>店员和店长不能删</translation>
    </message>
    <message>
        <source>{role}: {act}, in {unit}</source>
        <translation>{role}：{act}多少{unit}</translation>
    </message>
    <message>
        <source>{role} from now on alone: {act}</source>
        <translation>{role}今后可以自己：{act}</translation>
    </message>
    <message>
        <source>{role} from now on only with the manager: {act}</source>
        <translation>{role}今后要店长同意：{act}</translation>
    </message>
    <message>
        <source>What is the new role called? It begins with what a clerk may do</source>
        <translation>新角色叫什么？先按店员的权限开始</translation>
    </message>
    <message>
        <source>There is no role {role} any more</source>
        <translation>“{role}”这个角色没有了</translation>
    </message>
    <message>
        <source>New role {role}; give it to somebody with F5, F4</source>
        <translation>新角色“{role}”已加；F5 选员工，F4 换角色</translation>
    </message>
    <message>
        <source>The new ceiling counts from now on</source>
        <translation>新的上限马上生效</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>✓ always</source>
        <translation>✓ 一直可以</translation>
    </message>
    <message>
        <source>✓ alone</source>
        <translation>✓ 可以</translation>
    </message>
    <message>
        <source>× with the manager</source>
        <translation>× 店长同意</translation>
    </message>
    <message>
        <source>Changing staff and roles</source>
        <translation>改员工和角色</translation>
    </message>
    <message>
        <source>Discount up to</source>
        <translation>&#x3000;折扣不超过</translation>
    </message>
    <message>
        <source>Refund up to</source>
        <translation>&#x3000;退款不超过</translation>
    </message>
    <message>
        <source>Open price up to</source>
        <translation>&#x3000;手输价不超过</translation>
    </message>
    <message>
        <source>yuan</source>
        <translation>元</translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>Training: nothing goes to the district</source>
        <extracomment>A device that never answers may be well; nobody can say.</extracomment>
        <translation>练习：什么都不交给区里</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>练习</translation>
    </message>
    <message>
        <source>{n} days</source>
        <extracomment>Scale, customer&apos;s display, drawer: what is set up, each by the name of its chip.</extracomment>
        <translation>{n} 天</translation>
    </message>
    <message>
        <source>Unsent</source>
        <translation>未交</translation>
    </message>
    <message>
        <source>{n} closed days have not gone to the district</source>
        <translation>{n} 天的文件还没交到区里</translation>
    </message>
    <message>
        <source>Every closed day went to the district</source>
        <translation>交过班的日子都交到区里了</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>联网</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>断网</translation>
    </message>
    <message>
        <source>The network is there</source>
        <translation>网络正常</translation>
    </message>
    <message>
        <source>No network: selling goes on, files wait here</source>
        <translation>没有网络：照常收银，文件先留在本机</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>秤</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>客显</translation>
    </message>
    <message>
        <source>Drawer</source>
        <translation>钱箱</translation>
    </message>
    <message>
        <source>To print</source>
        <translation>待打</translation>
    </message>
    <message>
        <source>No printer</source>
        <translation>未设打印机</translation>
    </message>
    <message>
        <source>No printer is set up</source>
        <translation>还没有设打印机，不出纸质小票</translation>
    </message>
    <message>
        <source>{n} papers did not come out; print them again</source>
        <translation>{n} 张没有打出来，请重印</translation>
    </message>
    <message>
        <source>{n} papers are on their way</source>
        <translation>{n} 张正在打</translation>
    </message>
    <message>
        <source>The paper runs out: keep a new roll at hand</source>
        <translation>纸快用完了，请备好新纸卷</translation>
    </message>
    <message>
        <source>Paper is low</source>
        <translation>纸快用完</translation>
    </message>
    <message>
        <source>Everything was sent; this printer does not say whether it came out</source>
        <translation>都已送出；这台打印机不回报是否打出</translation>
    </message>
    <message>
        <source>Everything is printed</source>
        <translation>打印都出了</translation>
    </message>
</context>
<context>
    <name>Stock</name>
    <message>
        <source>Writing goods off</source>
        <extracomment>What a count of goods that nobody received opens: a batch named after its day. Business begins at this hour wherever nobody says otherwise; goods of the first stock came before it.</extracomment>
        <translation>报损</translation>
    </message>
    <message>
        <source>{product}: only {left} {unit} on the books</source>
        <translation>{product}账上只剩 {left} {unit}</translation>
    </message>
    <message>
        <source>only {left} {unit} on the books</source>
        <translation>账上只剩 {left} {unit}</translation>
    </message>
    <message>
        <source>near its date, last day {day}</source>
        <translation>临期，最后一天 {day}</translation>
    </message>
</context>
<context>
    <name>Summary</name>
    <message>
        <source>Daily sales summary</source>
        <translation>消费帮扶销售日报</translation>
    </message>
    <message>
        <source>Monthly sales summary</source>
        <translation>消费帮扶销售月报</translation>
    </message>
    <message>
        <source>Sales summary</source>
        <translation>消费帮扶销售汇总</translation>
    </message>
    <message>
        <source>Mon Tue Wed Thu Fri Sat Sun</source>
        <translation>周一 周二 周三 周四 周五 周六 周日</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first}至{last}</translation>
    </message>
    <message>
        <source>{year}-{month}</source>
        <translation>{year}年{month}月</translation>
    </message>
    <message>
        <source>{year}-{month}-{day}</source>
        <translation>{year}年{month}月{day}日</translation>
    </message>
    <message>
        <source>as of {moment} · no shift</source>
        <translation>截至 {moment} · 没有开班</translation>
    </message>
    <message>
        <source>as of {moment} · all shifts closed</source>
        <translation>截至 {moment} · 班次全部已交</translation>
    </message>
    <message>
        <source>as of {moment} · a shift is still open</source>
        <translation>截至 {moment} · 还有班次没交</translation>
    </message>
    <message>
        <source>Certified products</source>
        <translation>认定产品</translation>
    </message>
    <message>
        <source>Not certified</source>
        <translation>未认定</translation>
    </message>
    <message>
        <source>Clerk {no}</source>
        <translation>收银 {no}</translation>
    </message>
    <message>
        <source>Vouchers by who pays for them</source>
        <translation>代金券按出资方</translation>
    </message>
    <message>
        <source>Of which confirmed by the clerk only: {amounts}.</source>
        <translation>其中仅由店员确认：{amounts}。</translation>
    </message>
    <message>
        <source>Vouchers: {amounts}.</source>
        <translation>代金券：{amounts}。</translation>
    </message>
    <message>
        <source>Shares are rounded and may not add up to 100.0 %.</source>
        <translation>份额四舍五入，各行之和可能不是 100.0 %。</translation>
    </message>
    <message>
        <source>Refunds</source>
        <translation>退货</translation>
    </message>
    <message>
        <source>Manager&apos;s overrides</source>
        <translation>店长授权（改价等）</translation>
    </message>
    <message>
        <source>Cancelled baskets</source>
        <translation>作废整单</translation>
    </message>
    <message>
        <source>Drawer openings without a sale</source>
        <translation>无销售开箱</translation>
    </message>
    <message>
        <source>Lines taken off a ticket</source>
        <translation>付款前删减的行</translation>
    </message>
    <message>
        <source>Drawers that differ</source>
        <translation>钱箱有差额</translation>
    </message>
    <message>
        <source>Over the tolerance, not approved</source>
        <translation>超差未经店长确认</translation>
    </message>
    <message>
        <source>Payments not settled yet</source>
        <translation>未结清的收款</translation>
    </message>
    <message>
        <source>Money back still on its way</source>
        <translation>还没退到的退款</translation>
    </message>
    <message>
        <source>even</source>
        <translation>平</translation>
    </message>
    <message>
        <source>over {amount}</source>
        <translation>多 {amount}</translation>
    </message>
    <message>
        <source>short {amount}</source>
        <translation>少 {amount}</translation>
    </message>
    <message>
        <source>Shift {shift}, open</source>
        <translation>第 {shift} 班（未交）</translation>
    </message>
    <message>
        <source>Z {z}</source>
        <translation>Z {z}</translation>
    </message>
    <message>
        <source>Float</source>
        <translation>备用金</translation>
    </message>
    <message>
        <source>Cash sales, refunds off</source>
        <translation>现金销售（已扣退款）</translation>
    </message>
    <message>
        <source>Put in</source>
        <translation>中途存入</translation>
    </message>
    <message>
        <source>Taken out</source>
        <translation>中途上交</translation>
    </message>
    <message>
        <source>Should be there</source>
        <translation>应有</translation>
    </message>
    <message>
        <source>Counted (blind)</source>
        <translation>点数（盲点）</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差额</translation>
    </message>
    <message>
        <source>No receipts</source>
        <translation>没有小票</translation>
    </message>
    <message>
        <source>Receipts {first} to {last}</source>
        <translation>小票 {first} — {last}</translation>
    </message>
    <message>
        <source>By origin</source>
        <translation>按产地</translation>
    </message>
    <message>
        <source>By means of payment</source>
        <translation>按付款方式</translation>
    </message>
    <message>
        <source>By channel (seven entries, list {profile})</source>
        <translation>按渠道（七进 · 口径 {profile}）</translation>
    </message>
    <message>
        <source>Certified and not</source>
        <translation>按认定</translation>
    </message>
    <message>
        <source>By buyer</source>
        <translation>按购买者</translation>
    </message>
    <message>
        <source>In the shop and online</source>
        <translation>按线下线上</translation>
    </message>
    <message>
        <source>By product</source>
        <translation>按商品</translation>
    </message>
    <message>
        <source>By producer</source>
        <translation>按生产单位</translation>
    </message>
    <message>
        <source>By clerk</source>
        <translation>按收银员</translation>
    </message>
    <message>
        <source>By hour</source>
        <translation>按小时</translation>
    </message>
    <message>
        <source>Not recorded</source>
        <translation>未登记</translation>
    </message>
    <message>
        <source>Cash rounding</source>
        <translation>现金抹零</translation>
    </message>
    <message>
        <source>A receipt may hold several origins: the rows count more than {sales} receipts.</source>
        <translation>一张小票可含多个产地，各产地单数之和大于 {sales}。</translation>
    </message>
    <message>
        <source>A receipt may hold several products: the rows count more than {sales}.</source>
        <translation>一张小票可含多种商品，各行单数之和大于 {sales}。</translation>
    </message>
    <message>
        <source>A receipt may hold several producers: the rows count more than {sales}.</source>
        <translation>一张小票可含多家的商品，各行单数之和大于 {sales}。</translation>
    </message>
    <message>
        <source>This table differs from the net by {amount}: run a check of the journal.</source>
        <translation>本表合计与净销售额相差 {amount}，请核对流水。</translation>
    </message>
    <message>
        <source>{count} · {amount}</source>
        <translation>{count} 笔 · {amount}</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Yuan</source>
        <translation>元</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>数</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>汇总</translation>
    </message>
    <message>
        <source>Net sales</source>
        <translation>净销售额</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>销售</translation>
    </message>
    <message>
        <source>X · shift {shift} of {day}</source>
        <translation>X 报表 · {day} 第 {shift} 班</translation>
    </message>
    <message>
        <source>{opened} to {now} · opened by {clerk}</source>
        <translation>{opened} 至 {now} · {clerk} 号开班</translation>
    </message>
    <message>
        <source>Discounts given</source>
        <translation>让利</translation>
    </message>
    <message>
        <source>Lines taken off</source>
        <translation>删掉的商品行</translation>
    </message>
    <message>
        <source>of it cash rounding</source>
        <translation>其中现金抹零</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>实收</translation>
    </message>
    <message>
        <source>Sold so far</source>
        <translation>本班到现在</translation>
    </message>
    <message>
        <source>kg</source>
        <translation>公斤</translation>
    </message>
    <message>
        <source>Average receipt</source>
        <translation>客单价</translation>
    </message>
    <message>
        <source>Median receipt</source>
        <translation>中位客单</translation>
    </message>
    <message>
        <source>Same day last week</source>
        <translation>上周同日净额</translation>
    </message>
    <message>
        <source>First receipt</source>
        <translation>第一张小票</translation>
    </message>
    <message>
        <source>Last receipt</source>
        <translation>最后一张小票</translation>
    </message>
    <message>
        <source>Sync file</source>
        <translation>交区文件</translation>
    </message>
    <message>
        <source>End of the chain</source>
        <translation>链尾</translation>
    </message>
    <message>
        <source>By channel</source>
        <translation>按渠道</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Receipts</source>
        <translation>单数</translation>
    </message>
    <message>
        <source>Refunded receipts</source>
        <translation>退货笔数</translation>
    </message>
    <message>
        <source>Net</source>
        <translation>净额</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>份额</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Seven entries, list {profile}</source>
        <translation>七进 · 口径 {profile}</translation>
    </message>
    <message>
        <source>not paired</source>
        <translation>非结对</translation>
    </message>
    <message>
        <source>Scheme</source>
        <translation>机制</translation>
    </message>
    <message>
        <source>Shift</source>
        <extracomment>Groups in which every receipt stands in one row only, so that counts add up too.</extracomment>
        <translation>班次</translation>
    </message>
    <message>
        <source>Clerk</source>
        <translation>收银</translation>
    </message>
    <message>
        <source>Cash drawer</source>
        <translation>钱箱</translation>
    </message>
    <message>
        <source>{district_name} {district} · {shop} {shop_name} · till {till}</source>
        <extracomment>So many drawers stand side by side on page 1; more of them get a table of their own. Heights of a row of origins and of a row of the other five blocks, from roomy to tight: page 1 takes the first that lets it hold all six, and from so many origins on does not look for one.</extracomment>
        <translation>{district_name} {district} · {shop} {shop_name} · {till} 号机</translation>
    </message>
    <message>
        <source>{certified} of {net}</source>
        <translation>{certified} / {net}</translation>
    </message>
    <message>
        <source>Sales</source>
        <translation>成交</translation>
    </message>
    <message>
        <source>{sales} receipts</source>
        <translation>{sales} 单</translation>
    </message>
    <message>
        <source>avg {average} · median {median}</source>
        <translation>客单价 {average} · 中位 {median}</translation>
    </message>
    <message>
        <source>Seven entries</source>
        <translation>七进</translation>
    </message>
    <message>
        <source>{share} of the net</source>
        <translation>占净额 {share}</translation>
    </message>
    <message>
        <source>yuan, before cash rounding</source>
        <translation>元，未扣现金抹零</translation>
    </message>
    <message>
        <source>yuan · {change} on a week ago</source>
        <translation>元 · 比上周同日 {change}</translation>
    </message>
    <message>
        <source>Refunds ({count})</source>
        <translation>退货 {count} 笔</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>产地</translation>
    </message>
    <message>
        <source>yuan · share of the net</source>
        <translation>单位：元 · 份额按净额</translation>
    </message>
    <message>
        <source>refunds taken off</source>
        <translation>退款已扣</translation>
    </message>
    <message>
        <source>By certification and buyer</source>
        <translation>认定与购买者</translation>
    </message>
    <message>
        <source>Shifts</source>
        <translation>班次</translation>
    </message>
    <message>
        <source>Shift by shift on a later page.</source>
        <translation>各班明细见后页。</translation>
    </message>
    <message>
        <source>To look at</source>
        <translation>要留意</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>时段</translation>
    </message>
    <message>
        <source>Receipts an hour</source>
        <translation>每小时成交单数</translation>
    </message>
    <message>
        <source>Cash sales</source>
        <translation>现金销售</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>应有</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>点数</translation>
    </message>
    <message>
        <source>Cashier</source>
        <translation>收银</translation>
    </message>
    <message>
        <source>Shop manager</source>
        <translation>店长</translation>
    </message>
    <message>
        <source>Checked by</source>
        <translation>复核</translation>
    </message>
    <message>
        <source>signature / date</source>
        <translation>签字 / 日期</translation>
    </message>
    <message>
        <source>file {name}</source>
        <translation>交区文件 {name}</translation>
    </message>
    <message>
        <source>Chain end {hash}</source>
        <translation>链尾 {hash}</translation>
    </message>
    <message>
        <source>scan to check the totals</source>
        <translation>扫码核对总数</translation>
    </message>
    <message>
        <source>page {number} / {pages}</source>
        <translation>第 {number} / {pages} 页</translation>
    </message>
    <message>
        <source>No personal data here. Not the shop&apos;s completion on the 832 platform.</source>
        <translation>本报表不含任何个人信息，不代表 832 平台完成率。</translation>
    </message>
    <message>
        <source>1 2 3 4 5 6 7 8 9 10 11 12</source>
        <translation>一 二 三 四 五 六 七 八 九 十 十一 十二</translation>
    </message>
    <message>
        <source>{number}. {title}</source>
        <translation>{number}、{title}</translation>
    </message>
    <message>
        <source>{count} ×</source>
        <translation>{count} 笔</translation>
    </message>
    <message>
        <source>back {count}</source>
        <translation>退 {count}</translation>
    </message>
    <message>
        <source>{title} (continued)</source>
        <extracomment>Where the foot of page 1 begins, and how far down the other pages may be written on. A table of no more rows than this is not torn over two pages.</extracomment>
        <translation>{title}（续）</translation>
    </message>
    <message>
        <source>An X closes nothing; the shift goes on.</source>
        <translation>X 报表只看不结，班次照常进行。</translation>
    </message>
</context>
<context>
    <name>Template</name>
    <message>
        <source>Fill in the sheet 商品, one product a row. Dark headers must be filled in.</source>
        <translation>在表「商品」里填，一行一个商品；底色深的列必填，其余可空。</translation>
    </message>
    <message>
        <source>Each product needs a code, a barcode or a PLU. A known product is updated.</source>
        <translation>商品编号、条码、PLU 至少要有一个；已有的商品会更新，没有的会新增。</translation>
    </message>
    <message>
        <source>Put ; between barcodes. A carton that counts 24 units is written code*24.</source>
        <translation>条码可以填几个，用 ; 隔开；整箱条码写成 条码*24，扫一下算 24 个。</translation>
    </message>
    <message>
        <source>Goods sold by weight need a five-digit PLU and the unit 公斤 or 500克.</source>
        <translation>称重商品要填五位 PLU，计价单位只用 公斤 或 500克。</translation>
    </message>
    <message>
        <source>The origin is the county&apos;s six-digit code; its name alone is not enough.</source>
        <translation>产地代码是县级六位行政区划代码，只写名称不够。</translation>
    </message>
    <message>
        <source>Each sheet may stay empty or be taken out. Dark headers must be filled in.</source>
        <translation>每张表都可以空着，也可以删掉。深色表头必填。</translation>
    </message>
    <message>
        <source>A row whose number is known already changes what is known; a new one is added.</source>
        <translation>编号已有的行更新原来的内容，新编号是新增。</translation>
    </message>
    <message>
        <source>Take the catalogue in first: 活动价 and 组合促销 name its products.</source>
        <translation>先导入商品：活动价和组合促销要用到商品编号。</translation>
    </message>
    <message>
        <source>Households are counted in 户. No names, phones or identity numbers of persons.</source>
        <translation>户数以户计。不要填个人姓名、电话、证件号。</translation>
    </message>
    <message>
        <source>组合促销: 买赠 gives the 赠 cheapest of every 买 + 赠 pieces for nothing.</source>
        <translation>组合促销：买赠，每凑满“买＋赠”件，最便宜的“赠”件免费。</translation>
    </message>
    <message>
        <source>组合价 is the price of every 买 pieces; without 买, of one of each product.</source>
        <translation>组合价是每“买”件的总价；“买”空着，是每种商品各一件的总价。</translation>
    </message>
    <message>
        <source>Prices are in yuan. Write days like 2021-09-08. Put in values, not formulas.</source>
        <translation>价格以元计；日期写成 2021-09-08；填值，不要用公式。</translation>
    </message>
    <message>
        <source>What a gift box holds goes into the sheet 礼盒; without boxes leave it empty.</source>
        <translation>礼盒里装什么，填在表「礼盒」里；没有礼盒就空着。</translation>
    </message>
    <message>
        <source>If one row is wrong nothing is taken. Correct it and take the file in again.</source>
        <translation>有一行不对，整张表都不会收；改好再导入一次，不会重复。</translation>
    </message>
    <message>
        <source>This sheet and 示例 are not read.</source>
        <translation>本表和表「示例」不会被读取。</translation>
    </message>
</context>
<context>
    <name>Training</name>
    <message>
        <source>Training begins: goods and people are being copied</source>
        <translation>正在准备练习：抄商品和人员</translation>
    </message>
    <message>
        <source>Nothing sold here counts; the drawer stays shut</source>
        <translation>这里卖的不算数，钱箱不会开</translation>
    </message>
    <message>
        <source>F10 leaves it</source>
        <translation>F10 离开练习</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>练习</translation>
    </message>
</context>
<context>
    <name>Trial</name>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>1, or both</source>
        <translation>1，或两个</translation>
    </message>
    <message>
        <source>Only 2</source>
        <translation>只有 2</translation>
    </message>
    <message>
        <source>1 The longest ruler on one line</source>
        <translation>1 一行放得下的最长标尺</translation>
    </message>
    <message>
        <source>2 The line that reads well</source>
        <translation>2 哪一行汉字对</translation>
    </message>
    <message>
        <source>3 Which code came out</source>
        <translation>3 哪个二维码印出来了</translation>
    </message>
    <message>
        <source>4 Was the paper cut</source>
        <translation>4 纸切了吗</translation>
    </message>
    <message>
        <source>5 Did the drawer open</source>
        <translation>5 钱箱弹开了吗</translation>
    </message>
    <message>
        <source>The last number at the right edge, if it is another</source>
        <translation>别的宽度：右边最后一个数</translation>
    </message>
    <message>
        <source>What the test page shows</source>
        <translation>测试页上看到了什么</translation>
    </message>
    <message>
        <source>F8 prints it. Then answer what you see; F9 sets it at the left.</source>
        <translation>按 F8 打出来，照纸上看到的回答；F9 填到左边。</translation>
    </message>
</context>
<context>
    <name>Verify</name>
    <message>
        <source>{place}: the file ends without its totals.</source>
        <translation>{place}：文件没有合计就结束了。</translation>
    </message>
    <message>
        <source>Do not use this file; ask the shop to hand it over again.</source>
        <translation>不要用这个文件，请门店重新交一份。</translation>
    </message>
    <message>
        <source>Line {n}</source>
        <translation>第 {n} 行</translation>
    </message>
    <message>
        <source>Change nothing, keep the newest backup apart, and call whoever looks after this till.</source>
        <translation>什么都不要改，把最新的备份另外收好，请管理这台收银机的人来看。</translation>
    </message>
    <message>
        <source>Record {n}</source>
        <translation>第 {n} 条记录</translation>
    </message>
    <message>
        <source>{name} is not the name of a sync file.</source>
        <translation>{name} 不是上报文件的名字。</translation>
    </message>
    <message>
        <source>The file is larger than any sync file can be.</source>
        <translation>文件太大，不会是上报文件。</translation>
    </message>
    <message>
        <source>After {place}: the line is longer than any record can be.</source>
        <translation>{place} 之后：这一行太长，不会是一条记录。</translation>
    </message>
    <message>
        <source>{place}: {text} is not a whole number.</source>
        <translation>{place}：{text} 不是整数。</translation>
    </message>
    <message>
        <source>{place}: a byte order mark stands in front of the text.</source>
        <translation>{place}：文字前面多了一个字节序标记。</translation>
    </message>
    <message>
        <source>{place}: the line is cut off.</source>
        <translation>{place}：这一行不完整。</translation>
    </message>
    <message>
        <source>{place}: the line ends were changed by another program.</source>
        <translation>{place}：换行被别的程序改过。</translation>
    </message>
    <message>
        <source>{place}: this is not a JSON object.</source>
        <translation>{place}：不是一个 JSON 对象。</translation>
    </message>
    <message>
        <source>{place}: the line is not in the canonical form.</source>
        <translation>{place}：这一行不是规范写法。</translation>
    </message>
    <message>
        <source>{place}: this is not UTF-8 text.</source>
        <translation>{place}：不是 UTF-8 文字。</translation>
    </message>
    <message>
        <source>{place}: this is not JSON.</source>
        <translation>{place}：不是 JSON。</translation>
    </message>
    <message>
        <source>{place}: “{field}” is missing or holds the wrong thing.</source>
        <translation>{place}：缺少“{field}”，或者内容不对。</translation>
    </message>
    <message>
        <source>{place}: “{field}” says {found}, the records give {expected}.</source>
        <translation>{place}：“{field}”写的是 {found}，按记录算出来是 {expected}。</translation>
    </message>
    <message>
        <source>{place}: a sync file begins with its header.</source>
        <translation>{place}：上报文件应当从文件头开始。</translation>
    </message>
    <message>
        <source>{place}: this kind of sync file is newer than the program.</source>
        <translation>{place}：这个文件的版本比程序新。</translation>
    </message>
    <message>
        <source>{place}: the file&apos;s name and its header name different files.</source>
        <translation>{place}：文件名和文件头说的不是同一个文件。</translation>
    </message>
    <message>
        <source>{place}: only the first file of a till has none before it.</source>
        <translation>{place}：只有一台收银机的第一个文件前面没有文件。</translation>
    </message>
    <message>
        <source>{place}: the days run backwards.</source>
        <translation>{place}：起止日期颠倒了。</translation>
    </message>
    <message>
        <source>{place}: this kind of signature is not known.</source>
        <translation>{place}：不认识这种签名。</translation>
    </message>
    <message>
        <source>{place}: the signature is damaged.</source>
        <translation>{place}：签名损坏了。</translation>
    </message>
    <message>
        <source>{place}: the signature does not fit the file and this key.</source>
        <translation>{place}：签名和文件、公钥对不上。</translation>
    </message>
    <message>
        <source>{place}: {number} is not a receipt of this till.</source>
        <translation>{place}：{number} 不是这台收银机的小票。</translation>
    </message>
    <message>
        <source>{place}: receipt {number} does not follow receipt {last}.</source>
        <translation>{place}：小票 {number} 没有接着小票 {last}。</translation>
    </message>
    <message>
        <source>{place}: more is taken back than {number} sold.</source>
        <translation>{place}：退的比小票 {number} 卖的多。</translation>
    </message>
    <message>
        <source>{place}: the record carries another number.</source>
        <translation>{place}：记录里写的是另一个编号。</translation>
    </message>
    <message>
        <source>{place}: the record is of another day than the file.</source>
        <translation>{place}：记录的日期不在文件的日期里。</translation>
    </message>
    <message>
        <source>{place}: the record does not follow the one before it.</source>
        <translation>{place}：这条记录没有接着前一条。</translation>
    </message>
    <message>
        <source>{place}: record {n} comes after record {last}.</source>
        <translation>{place}：记录 {last} 后面来了记录 {n}。</translation>
    </message>
    <message>
        <source>{place}: the record was changed after it was written.</source>
        <translation>{place}：记录写好以后被改过。</translation>
    </message>
    <message>
        <source>{place}: the same sale stands here twice.</source>
        <translation>{place}：同一笔销售出现了两次。</translation>
    </message>
    <message>
        <source>Everything fits: {records} records.</source>
        <translation>都对得上：{records} 条记录。</translation>
    </message>
    <message>
        <source>The database is damaged: {what}.</source>
        <extracomment>Columns that came later; books of before have none of them, and their journal says nothing of them either.</extracomment>
        <translation>数据库损坏：{what}。</translation>
    </message>
    <message>
        <source>{place}: the table {table} holds {row}, of which the journal knows nothing.</source>
        <translation>{place}：表 {table} 里有 {row}，流水里没有这一笔。</translation>
    </message>
    <message>
        <source>{place}: the tables say something else than the journal.</source>
        <translation>{place}：数据表和流水说的不一样。</translation>
    </message>
    <message>
        <source>{place}: the two halves of {exchange} do not set off the same.</source>
        <translation>{place}：{exchange} 的退货和销售两边抵扣不一样。</translation>
    </message>
    <message>
        <source>{place}: of batch {batch} another quantity is there than its movements give.</source>
        <extracomment>As the journal swears to it: kind, product, batch, quantity, where to or from. Batches whose movements do not add up to what is said to be there. Movements of another product than their batch, of a till without a journal, or of no receipt. Lines of which more or less moved than was sold or taken back; a box moves its parts and is left out. Lines of which the receipt names a batch, but nothing of it moved; and goods that came back to no batch, though they had been taken from one.</extracomment>
        <translation>{place}：批号 {batch} 的结存与进出记录对不上。</translation>
    </message>
    <message>
        <source>{place}: the movement of stock {row} does not fit its receipt or batch.</source>
        <translation>{place}：库存变动 {row} 与它的小票或批次对不上。</translation>
    </message>
    <message>
        <source>{place}: goods of receipt {row} came from a batch that nothing left.</source>
        <translation>{place}：单据 {row} 的商品记有批次，但该批次没有对应的出入库记录。</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Pages</source>
        <extracomment>What stands on a device&apos;s chip. The rail: a page&apos;s button (44 at least), and what stands above, below and between them.</extracomment>
        <translation>页面</translation>
    </message>
    <message>
        <source>Leave training</source>
        <translation>离开练习</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>练习</translation>
    </message>
    <message>
        <source>To print</source>
        <translation>待打</translation>
    </message>
    <message>
        <source>Not handed in</source>
        <translation>未交</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>联网</translation>
    </message>
    <message>
        <source>Mon</source>
        <translation>周一</translation>
    </message>
    <message>
        <source>Tue</source>
        <translation>周二</translation>
    </message>
    <message>
        <source>Wed</source>
        <translation>周三</translation>
    </message>
    <message>
        <source>Thu</source>
        <translation>周四</translation>
    </message>
    <message>
        <source>Fri</source>
        <translation>周五</translation>
    </message>
    <message>
        <source>Sat</source>
        <translation>周六</translation>
    </message>
    <message>
        <source>Sun</source>
        <translation>周日</translation>
    </message>
    <message>
        <source>Monday</source>
        <translation>星期一</translation>
    </message>
    <message>
        <source>Tuesday</source>
        <translation>星期二</translation>
    </message>
    <message>
        <source>Wednesday</source>
        <translation>星期三</translation>
    </message>
    <message>
        <source>Thursday</source>
        <translation>星期四</translation>
    </message>
    <message>
        <source>Friday</source>
        <translation>星期五</translation>
    </message>
    <message>
        <source>Saturday</source>
        <translation>星期六</translation>
    </message>
    <message>
        <source>Sunday</source>
        <translation>星期日</translation>
    </message>
    <message>
        <source>{month}/{day} {weekday}</source>
        <translation>{month}月{day}日 {weekday}</translation>
    </message>
    <message>
        <source>Like {key}</source>
        <translation>和 {key} 一样</translation>
    </message>
    <message>
        <source>Keys of this page</source>
        <translation>这一页的按键</translation>
    </message>
    <message>
        <source>Any key goes back</source>
        <translation>按任意键返回</translation>
    </message>
    <message>
        <source>Till</source>
        <extracomment>Pages that stand in the rail under another one&apos;s name. Closing a shift and handing in a file happen here: their chip must not lag behind the clerk&apos;s eye. Verbs run in a slot: what they refuse must reach the funnel, not whoever sent the key. Seconds since nobody knows whether the ticket on the counter was paid. What customers see, where till.toml says that they see anything. What stands behind the window once the books are open; it lives as long as the window. Who opens training books; without one the window has no training. What was in front before training began, to come back to.</extracomment>
        <translation>收银台</translation>
    </message>
    <message>
        <source>Sell</source>
        <translation>收银</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>退货</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日报</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>交班</translation>
    </message>
    <message>
        <source>Receipts</source>
        <translation>查小票</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>员工</translation>
    </message>
    <message>
        <source>Payment</source>
        <extracomment>What the pages outside the rail are called.</extracomment>
        <translation>收款</translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>扫码枪</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>打印机</translation>
    </message>
    <message>
        <source>What a receipt says</source>
        <translation>小票样式</translation>
    </message>
    <message>
        <source>This till</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Print queue</source>
        <translation>打印队列</translation>
    </message>
</context>
<context>
    <name>Wizard</name>
    <message>
        <source>A new till</source>
        <translation>新的收银机</translation>
    </message>
    <message>
        <source>Make the till</source>
        <translation>建好，开始用</translation>
    </message>
    <message>
        <source>See the example shop</source>
        <translation>先看示例门店</translation>
    </message>
    <message>
        <source>Six facts and a PIN; you can change them later in till.toml</source>
        <translation>填几项就能用，以后都可以在 till.toml 里改</translation>
    </message>
    <message>
        <source>There is no till in this folder yet</source>
        <translation>这个文件夹里还没有收银机</translation>
    </message>
    <message>
        <source>Shop number</source>
        <translation>门店编号</translation>
    </message>
    <message>
        <source>given by the district, e.g. DX03</source>
        <translation>区里给的，例如 DX03</translation>
    </message>
    <message>
        <source>Name of the shop</source>
        <translation>门店名称</translation>
    </message>
    <message>
        <source>stands on every receipt</source>
        <translation>印在每张小票上</translation>
    </message>
    <message>
        <source>Till number</source>
        <translation>机号</translation>
    </message>
    <message>
        <source>two digits, 01 for the first</source>
        <translation>两位数字，第一台是 01</translation>
    </message>
    <message>
        <source>District</source>
        <translation>区县代码</translation>
    </message>
    <message>
        <source>six digits; 110115 is Daxing</source>
        <translation>六位数字，大兴是 110115</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>网点</translation>
    </message>
    <message>
        <source>may stay empty</source>
        <translation>可以不填</translation>
    </message>
    <message>
        <source>Receipt printer</source>
        <translation>小票打印机</translation>
    </message>
    <message>
        <source>absent, tcp:HOST:9100, usb:VID:PID, win:NAME</source>
        <translation>没有填 absent；或 tcp:地址:9100、usb:…、win:名称</translation>
    </message>
    <message>
        <source>The manager&apos;s PIN</source>
        <translation>店长 PIN</translation>
    </message>
    <message>
        <source>6 digits, no birthday</source>
        <translation>6 位数字，别用生日</translation>
    </message>
    <message>
        <source>The PIN once more</source>
        <translation>再输一次 PIN</translation>
    </message>
</context>
</TS>
